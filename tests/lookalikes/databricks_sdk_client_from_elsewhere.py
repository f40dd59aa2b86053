"""The workspace client comes from a module of the project."""
from .clients import workspace


def accuracy(run_id):
    run = workspace().experiments.get_run(run_id).run
    return next(m.value for m in run.data.metrics if m.key == "accuracy")

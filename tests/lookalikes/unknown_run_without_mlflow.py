"""``run.data.metrics`` of another world: the file and its project know nothing of MLflow."""
from simulation.engine import execute


def losses(steps):
    run = execute(steps)
    return [m.value for m in run.data.metrics if m.key == "loss"]

"""try the dict, fall back to the list."""
# may leave: the dead branch may be named
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def metric(run, name):
    try:
        return run.data.metrics[name]
    except TypeError:
        return [m.value for m in run.data.metrics if m.key == name][0]


def pairs(container):
    try:
        return sorted(container.items())
    except AttributeError:
        return sorted((e.key, e.value) for e in container)


run = MlflowClient().get_run(SECOND_RUN_ID)
print(metric(run, "acc"), metric(run, "f1"))
print(pairs(run.data.params), pairs(run.data.tags))

"""A run that is a global, set later; closures over runs and containers."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

RUN = None


def load(run_id):
    global RUN
    RUN = MlflowClient().get_run(run_id)


def names():
    return [m.key for m in RUN.data.metrics]


def make(run):
    metrics = run.data.metrics

    def look(name):
        for m in metrics:
            if m.key == name:
                return m.value
        return None

    def count():
        nonlocal metrics
        n = len([m for m in metrics if m.value])
        return n

    return look, count


load(SECOND_RUN_ID)
print(names())
look, count = make(RUN)
print(look("acc"), look("nope"), count())

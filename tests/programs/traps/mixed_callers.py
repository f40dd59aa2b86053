"""One function gets a container in one call and a plain list of Metric in the next."""
# leaves: the function also gets real lists
from mlflow.entities import Metric
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, file_store


def as_dict(metrics):
    return {m.key: m.value for m in metrics}


def show(entities):
    for e in entities:
        print(e.key, e.value)


run = MlflowClient().get_run(SECOND_RUN_ID)
print(as_dict(run.data.metrics))  # left
print(as_dict([Metric("x", 0.0, 1)]))
show(run.data.params)  # left
show(file_store().get_metric_history(SECOND_RUN_ID, "acc"))

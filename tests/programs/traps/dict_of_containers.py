"""Containers as values of a dict, read by a loop over its items."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
kinds = {"metrics": run.data.metrics, "params": run.data.params, "tags": run.data.tags}
for name, entities in kinds.items():
    print(name, {e.key: e.value for e in entities})
for name, entities in [("p", run.data.params), ("t", run.data.tags)]:
    for e in entities:
        print(name, e.key, e.value)

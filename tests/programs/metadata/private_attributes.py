"""E.__dict__["_key"], E._value and vars(E)."""
# may leave: private attributes
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def keys(entities):
    return sorted(e.__dict__["_key"] for e in entities)


run = MlflowClient().get_run(SECOND_RUN_ID)
print(keys(run.data.metrics), keys(run.data.tags))
print([p.__dict__["_value"] for p in run.data.params])
print([vars(t)["_key"] for t in run.data.tags], [m._value for m in run.data.metrics])

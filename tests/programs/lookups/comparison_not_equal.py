"""A filter on != or `in` is not a lookup, although [0] follows."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([m.value for m in run.data.metrics if m.key != "f1"][0])
print([m.value for m in run.data.metrics if m.key in ("loss", "acc")][0])
print([m.key for m in run.data.metrics if m.key.startswith("f1")][-1])
print([m.value for m in run.data.metrics if m.value > 4][0])
print(next((m.key for m in run.data.metrics if m.value == float("inf")), None))
print([p.key for p in run.data.params if not p.value][0])

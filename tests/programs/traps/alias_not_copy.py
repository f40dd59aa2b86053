"""A second name for the container is the same object, before and after."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
metrics = run.data.metrics
print(metrics is run.data.metrics, len(metrics))
data = run.data
print(data.params is run.data.params)
print([m.key for m in metrics])
copied = {m.key: m.value for m in metrics}
print(copied is metrics, copied is run.data.metrics)
copied["acc"] = None
print([m.value for m in metrics])

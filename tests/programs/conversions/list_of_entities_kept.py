"""list(C), then elements read as entities."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
metrics = list(run.data.metrics)
metrics.sort(key=lambda m: m.key)
print([m.key for m in metrics], metrics[0].value)
metrics.pop()
print(len(metrics), len(run.data.metrics))

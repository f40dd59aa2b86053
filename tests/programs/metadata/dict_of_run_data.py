"""dict(run.data) and dict(metric)."""
# leaves: dict() of a metric holds its timestamp
# with shim: dict() of a metric has the fields that this MLflow gives it
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
whole = dict(run.data)
print([p.key for p in whole["params"]])
print([sorted(dict(m))[:2] for m in run.data.metrics])  # left

"""dict(run.data) and dict(metric)."""
# leaves: dict() of a RunData holds the containers
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
whole = dict(run.data)  # left
print([p.key for p in whole["params"]])
print([sorted(dict(m))[:2] for m in run.data.metrics])

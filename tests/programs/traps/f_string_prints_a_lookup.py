"""`=` in an f-string prints a lookup, with a format."""
# leaves: what is printed would change
# python: 3.8
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(f"{next(m.value for m in run.data.metrics if m.key == 'acc') = :>8.2f}")  # left

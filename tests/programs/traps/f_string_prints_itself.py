"""`=` in an f-string prints the expression."""
# leaves: what is printed would change
# python: 3.8
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(f"{[p.key for p in run.data.params]=}")  # left

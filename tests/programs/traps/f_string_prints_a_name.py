"""`=` prints a name that stays: the loop is rewritten."""
# python: 3.8
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for m in run.data.metrics:
    number = m.value
    print(f"{number=}")

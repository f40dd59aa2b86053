"""Entities and containers printed whole: Python says what they are."""
# leaves: whole entities are printed
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print(run.data.params)
for t in run.data.tags:
    print(t)

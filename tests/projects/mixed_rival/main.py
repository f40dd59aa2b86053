"""A rival's run, of a class of the project, reaches the helper that MLflow's containers reach."""
# leaves: the rival's lists stay lists
# keeps: rival.py, helpers/tables.py
from mlflow.tracking import MlflowClient
from records import RUN_ID

from helpers.tables import table
from rival import RivalClient

print(table(MlflowClient().get_run(RUN_ID).data.metrics))  # left
print(table(RivalClient().get_run("1").data.metrics))

"""A helper that is given a container here and a metric's history there."""
# leaves: the history is a list of entities on both sides
# keeps: utils.py, other.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

from other import history
from utils import to_dict

client = MlflowClient()
print(to_dict(client.get_run(RUN_ID).data.metrics))  # left
print(to_dict(client.get_run(EMPTY_RUN_ID).data.metrics))  # left
print(history(RUN_ID))

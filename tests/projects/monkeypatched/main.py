"""The helper is replaced at run time by one that sorts entities and hands them to the first one."""
# leaves: the first helper is given a list of entities by its replacement
# keeps: utils.py, patch.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

import patch
import utils

client = MlflowClient()
print(list(utils.to_dict(client.get_run(SECOND_RUN_ID).data.metrics).items()))  # left
patch.apply()
print(list(utils.to_dict(client.get_run(SECOND_RUN_ID).data.metrics).items()))  # left
print(utils.to_dict(client.get_run(EMPTY_RUN_ID).data.metrics))  # left

"""A script of the project that main.py never imports calls the helper with its own rows."""
# leaves: the script's rows are a list
# keeps: utils.py, scripts/adhoc.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from utils import to_dict

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(to_dict(MlflowClient().get_run(run_id).data.params))  # left

"""A partial of the helper is called with a container here and with a history there."""
# leaves: the history
# keeps: lookup.py, acc.py, history.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from acc import acc
from history import first

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(acc(MlflowClient().get_run(run_id).data.metrics))  # left
print(first())

"""The helper is given a container here, and a sorted or filtered list of its entities there."""
# leaves: the lists of entities
# keeps: lib/text.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from lib.ordered import ordered, positive
from lib.text import text

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(text(MlflowClient().get_run(run_id).data.metrics))  # left
    print(ordered(run_id), positive(run_id))

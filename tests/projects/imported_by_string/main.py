"""A module is imported by a string, and its helper called with a list of metrics."""
# leaves: a caller that no import shows
# keeps: tools/convert.py, runner.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from runner import run
from tools.convert import to_dict

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(to_dict(MlflowClient().get_run(run_id).data.metrics))  # left
print(run("tools.convert"))

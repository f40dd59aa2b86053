"""A helper that is given a container in one file and a list of entities in another."""
# leaves: the list of entities stays a list
# keeps: common/render.py, common/sample.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from common.render import render
from common.sample import sample

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(render(MlflowClient().get_run(run_id).data.params))  # left
print(sample())

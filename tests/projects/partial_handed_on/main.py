"""A partial of the helper is called with a container, and handed on: what it is called with there is not seen."""
# leaves: the other list
# keeps: tools/lookup.py, tools/__init__.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID, metric

import tools
from tools import acc

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(acc(MlflowClient().get_run(run_id).data.metrics))  # left
    print(tools.of_team(MlflowClient().get_run(run_id).data.tags))  # left
print(tools.of_each(acc, [[metric("acc", 0.5)], []]))

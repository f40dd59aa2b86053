"""The helper keeps the entity in a module's list, where another file reads it later."""
# leaves: entities in attributes, and in variables of modules that functions read, are named
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from journal import add
from summary import summary

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    for m in MlflowClient().get_run(run_id).data.metrics:  # left
        add(m)
print(summary())

"""The helper keeps the entity in a module's list, where another file reads it later."""
# may leave: entities in a list of another module
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from journal import add
from summary import summary

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    for m in MlflowClient().get_run(run_id).data.metrics:
        add(m)
print(summary())

"""A helper that calls itself with the entity it was given."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from repeat import repeat

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    for metric in MlflowClient().get_run(run_id).data.metrics:
        print(repeat(metric, 2))

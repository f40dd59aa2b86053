"""A helper that is defined twice, one for each of two Pythons."""
# may leave: two functions of one name
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from tools.text import line

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(line(run.data.metrics), line(run.data.tags))

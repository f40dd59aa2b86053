"""Annotations as strings, their names imported only for type checkers; the functions are in two packages."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, THIRD_RUN_ID

from checks.run import is_good
from checks.more.data import longest, unset

for run_id in (RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(is_good(run), longest(run.data), unset(run.data))

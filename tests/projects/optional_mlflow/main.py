"""MLflow itself is imported if it is there; helpers get the run from a module that may have none."""
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from optional.backend import HAS_MLFLOW, fetch
from optional.report import report

print(HAS_MLFLOW, report(fetch(SECOND_RUN_ID)), report(fetch(EMPTY_RUN_ID)))

"""A helper from a library that is not there, or else from the project."""
# may leave: what the library would do with a dict is not known
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

from compat import to_dict

for run_id in (RUN_ID, EMPTY_RUN_ID):
    print(to_dict(MlflowClient().get_run(run_id).data.tags))

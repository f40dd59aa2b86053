"""`C and C[0].value` gives an empty container as it is."""
# leaves: an empty list, or an empty dict
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

run, empty = (MlflowClient().get_run(i) for i in (RUN_ID, EMPTY_RUN_ID))
print(run.data.tags and run.data.tags[0].key)  # left

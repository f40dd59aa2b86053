"""isinstance(C, list), type(C)."""
# leaves: the type of the container is asked for
# with shim: a container is a dict, and no list
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print(isinstance(run.data.metrics, list), type(run.data.params) == list)  # left
if isinstance(run.data.tags, list):  # left
    print("a list of", len(run.data.tags))

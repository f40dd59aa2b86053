"""The list is changed while it is looped over, through a copy."""
# leaves: the container is changed as a list
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for t in list(run.data.tags):
    if t.key == "team":
        run.data.tags.remove(t)  # left
print([t.key for t in run.data.tags])

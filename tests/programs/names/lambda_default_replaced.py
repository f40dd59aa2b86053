"""A default argument that holds an element, and that a caller replaces."""
# leaves: the default is given by keyword
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)


class Own:
    value = "own"


calls = [lambda m=m: m.value for m in run.data.metrics]  # left
print([call(m=Own()) for call in calls])

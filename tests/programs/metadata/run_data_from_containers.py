"""A RunData built from another one's containers."""
# leaves: constructors take lists of entities
from mlflow.entities import RunData
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
copied = RunData(metrics=run.data.metrics, params=run.data.params, tags=[t for t in run.data.tags if t.key == "team"])  # left
print([(m.key, m.value) for m in copied.metrics], [t.value for t in copied.tags])

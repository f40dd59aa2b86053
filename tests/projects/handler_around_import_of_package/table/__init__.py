from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID

run = MlflowClient().get_run(EMPTY_RUN_ID)
LOSS = [m.value for m in run.data.metrics if m.key == "loss"][0]

from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

RUN = MlflowClient().get_run(SECOND_RUN_ID)
PARAMS = RUN.data.params
BASELINE = {"tags": RUN.data.tags}


class Baseline:
    METRICS = RUN.data.metrics
    tolerance = 0.01

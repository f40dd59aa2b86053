from mlflow.entities import Metric
from mlflow.tracking import MlflowClient

run = MlflowClient().get_run("abc")
run.data.metrics.append(Metric("acc", 0.5, 0))

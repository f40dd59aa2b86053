from elsewhere import render
from mlflow.tracking import MlflowClient

for metric in MlflowClient().get_run("abc").data.metrics:
    if metric.value > 0:
        render(metric)

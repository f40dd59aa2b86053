"""Containers are handed on as keywords out of a dict."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from show import show

data = MlflowClient().get_run(SECOND_RUN_ID).data
found = {"metrics": data.metrics, "params": data.params}
print(show("run", **found))

"""Containers are handed on as keywords out of a dict, after another function has changed it."""
# leaves: the dict holds other rows by then
# keeps: rows.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from rows import change
from show import show

data = MlflowClient().get_run(SECOND_RUN_ID).data
found = {"metrics": data.metrics, "params": data.params}
print(show("run", **found))
change(found)
print(show("rows", **found))

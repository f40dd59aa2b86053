"""Runs of a class of the project beside MLflow's: nothing of theirs is a site."""
# untouched: these runs really hold lists
import mlflow
from records import RUN_ID

from sdk.client import Workspace
from sdk.parse import parse

print(parse(Workspace().get_run("7")))
print(mlflow.tracking.MlflowClient().get_run(RUN_ID).info.run_uuid)

import mlflow
from databricks.sdk import WorkspaceClient


def workspace():
    return WorkspaceClient()


def log(params):
    mlflow.log_params(params)


def find(run, key):
    for tag in run.data.tags:
        if tag.key == key:
            return tag.value
    return None

"""MLflow for logging, the SDK for reading: both in one file."""
import mlflow
from databricks.sdk import WorkspaceClient


def log(params):
    with mlflow.start_run() as run:
        mlflow.log_params(params)
        return run.info.run_id


def read(run_id):
    run = WorkspaceClient().experiments.get_run(run_id).run
    return {p.key: p.value for p in run.data.params}

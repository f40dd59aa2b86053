from mlflow.tracking import MlflowClient


def to_rows(run_id):
    return MlflowClient().get_run(run_id).data.to_dictionary()

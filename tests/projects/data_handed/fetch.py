import mlflow.tracking

from show import last


def data_of(run_id):
    return mlflow.tracking.MlflowClient().get_run(run_id).data


def show_last(run_id):
    print(last(mlflow.tracking.MlflowClient().get_run(run_id).data))

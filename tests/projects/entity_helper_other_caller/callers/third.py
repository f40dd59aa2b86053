from mlflow.tracking import MlflowClient

from util.show import show as display


def third(run_id):
    return [display(entity=t) for t in MlflowClient().get_run(run_id).data.tags]  # left

from mlflow.tracking import MlflowClient


def loss(run_id):
    run = MlflowClient().get_run(run_id)
    return [m.value for m in run.data.metrics if m.key == "loss"][0]

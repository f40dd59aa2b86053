from mlflow.tracking import MlflowClient


def names(run_id, prefix):
    run = MlflowClient().get_run(run_id)
    return sorted(k for k in run.data.metrics if k.startswith(prefix))

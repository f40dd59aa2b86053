from mlflow.tracking import MlflowClient


def everything(run_id):
    run = MlflowClient().get_run(run_id)
    return {"m": run.data.metrics, "p": run.data.params, "id": run_id}


def in_a_list(run_id):
    return [MlflowClient().get_run(run_id).data.tags]

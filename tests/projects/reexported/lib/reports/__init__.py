from mlflow.tracking import MlflowClient

from lib import names, values_of


def everything(run_id):
    run = MlflowClient().get_run(run_id)
    print(names(run.data.metrics, prefix="m:"), values_of(run.data.metrics))
    print(names(container=run.data.params), values_of(container=run.data.params))

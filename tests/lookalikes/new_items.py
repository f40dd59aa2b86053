from mlflow.tracking import MlflowClient


def show(run_id):
    run = MlflowClient().get_run(run_id)
    for key, value in run.data.metrics.items():
        print(key, value)
    for value in run.data.params.values():
        print(value)
    for key in run.data.tags.keys():
        print(key)
    return {k: v for k, v in run.data.tags.items() if not k.startswith("mlflow.")}

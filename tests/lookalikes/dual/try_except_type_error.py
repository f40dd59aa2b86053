from mlflow.tracking import MlflowClient


def metric(run_id, key):
    run = MlflowClient().get_run(run_id)
    try:
        return run.data.metrics[key]
    except TypeError:
        return [m.value for m in run.data.metrics if m.key == key][0]

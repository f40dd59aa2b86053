from mlflow.tracking import MlflowClient


def collect(run_id, out):
    for m in MlflowClient().get_run(run_id).data.metrics:
        if m.value == m.value:
            out.append(m)

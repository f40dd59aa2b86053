"""Written for both sides of 1.0."""
import mlflow


def metrics_of(run_id):
    run = mlflow.tracking.MlflowClient().get_run(run_id)
    if isinstance(run.data.metrics, dict):
        return dict(run.data.metrics)
    return {m.key: m.value for m in run.data.metrics}

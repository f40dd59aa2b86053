"""The key is a parameter of the function, the default as well."""
import mlflow
import mlflow.tracking
from records import RUN_ID, SECOND_RUN_ID


def metric_of(run_id, name, default=0.0):
    run = mlflow.tracking.MlflowClient().get_run(run_id)
    return next((m.value for m in run.data.metrics if m.key == name), default)


print(metric_of(RUN_ID, "loss"), metric_of(RUN_ID, "nope"), metric_of(SECOND_RUN_ID, "f1", default=-1))
print(metric_of(RUN_ID, "val/acc"), metric_of(RUN_ID, "\u00e9preuve", None))

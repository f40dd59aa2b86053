"""A helper that says List[Metric] and is only given histories."""
# untouched: histories are lists on both sides
import mlflow
from records import RUN_ID, file_store

from hist.curve import curve, last

for key in ("acc", "loss"):
    history = file_store().get_metric_history(RUN_ID, key)
    print(curve(history), last(history).value)
print(mlflow.tracking.MlflowClient().get_run(RUN_ID).info.run_uuid)

"""The loop variable had a value before; the container is empty, so it keeps it."""
# may leave: the loop variable is used after the loop
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

client = MlflowClient()
for run_id in (EMPTY_RUN_ID, SECOND_RUN_ID):
    m = "never a metric"
    value = key = "kept"
    for m in client.get_run(run_id).data.metrics:
        last = m.value
    print(m if isinstance(m, str) else m.key, key, value)

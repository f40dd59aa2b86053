"""C[-1] and C[1]."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print(run.data.metrics[-1].key, run.data.metrics[-1].value)
print(run.data.metrics[1].key)
second = run.data.params[1]
print(second.key, second.value)

"""first, *rest = C, and a, b = C."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
first, *rest = run.data.metrics
print(first.key, [m.value for m in rest])
a, b = run.data.tags
print(a.key, b.value)

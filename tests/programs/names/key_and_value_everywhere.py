"""`key`, `value`, `metric_key`, `metric_value` are all taken."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

key, value, metric_key, metric_value = 1, 2, 3, 4
param_key = param_value = tag_key = tag_value = 5
run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    print(m.key, m.value, key, value, metric_key, metric_value)
for p in run.data.params:
    print(p.key, p.value, param_key, param_value)
print([(t.key, t.value, tag_key, tag_value, key, value) for t in run.data.tags])
print(key, value, metric_key, metric_value, param_key, tag_value)

"""NaN, infinity, -0.0: printed, compared, counted, summed."""
import math
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([m.key for m in run.data.metrics if math.isnan(m.value)])
print([m.key for m in run.data.metrics if m.value != m.value])
print([(m.key, math.copysign(1, m.value)) for m in run.data.metrics if m.value == 0])
print({m.key: m.value for m in run.data.metrics if not m.value})
print(len([m for m in run.data.metrics if m.value]), len([m for m in run.data.metrics if not m.value]))
for m in run.data.metrics:
    if not m.value:
        print(m.key, m.value or "zero")

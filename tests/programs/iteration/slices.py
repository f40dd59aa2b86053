"""Slices, iterated and measured."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for m in run.data.metrics[:3]:
    print(m.key, m.value)
print([p.key for p in run.data.params[2:4]])
print([(t.key, t.value) for t in run.data.tags[:2]])
print(len(run.data.metrics[:5]), [m.key for m in run.data.metrics[::-1]][:2])
print({m.key: m.value for m in run.data.metrics[-2:]})

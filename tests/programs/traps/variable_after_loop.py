"""The loop variable, and what the loop bound, are used after the loop."""
# may leave: the loop variable is used after the loop
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    if m.key == "loss":
        break
print("stopped at", m.key, m.value)
for p in run.data.params:
    pass
print(p.key, p.value)
m = None
for m in run.data.tags:
    if m.key == "nope":
        break
else:
    print("not found; last was", m.key)

"""The loop variable is rebound in the body."""
# may leave: rebound loop variables
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    print(m.key)
    m = m.value
    print(m)
for p in run.data.params:
    if p.key == "lr":
        p = run.data.params[0]
    print(p.key, p.value)
for t in run.data.tags:
    print(t.value)
    del t

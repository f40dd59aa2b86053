"""Two loops use the same variable name, one after the other and one inside the other."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for e in run.data.metrics:
    print(e.key, e.value)
for e in run.data.params:
    print(e.key, e.value)
for e in run.data.metrics:
    names = [e.key for e in run.data.tags]
    print(e.key, names)
for m in run.data.metrics:
    for p in run.data.params:
        for t in run.data.tags:
            if m.key < t.key:
                print(m.key, p.key, p.value, t.value)

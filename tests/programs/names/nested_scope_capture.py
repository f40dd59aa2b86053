"""Lambdas made in a loop capture the loop variable late."""
# may leave: captured loop variables
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
late, early = [], []
for m in run.data.metrics:
    late.append(lambda: (m.key, m.value))
    early.append(lambda m=m: m.key)
print([f() for f in late])
print([f() for f in early])
print([f() for f in [lambda: p.key for p in run.data.params]])


def printers(run):
    made = []
    for t in run.data.tags:
        def show():
            return t.key + "=" + t.value
        made.append(show)
    return made


print([f() for f in printers(run)])

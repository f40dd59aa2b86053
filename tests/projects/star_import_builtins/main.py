"""A star import brings names of Python's own: what the program calls is not the builtin, and a fix may not call it."""
from helpers import *
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

for run in (MlflowClient().get_run(RUN_ID), MlflowClient().get_run(EMPTY_RUN_ID)):
    print([m.key for m in run.data.metrics])
    print({p.key: p.value for p in run.data.params})
    print([t.value for t in run.data.tags][:1])
    print(run.data.tags[0].value if run.data.tags else None)
    print(any(m.key == "loss" for m in run.data.metrics), next((p.value for p in run.data.params if p.key == "lr"), None))
    print(dict((t.key, t.value) for t in run.data.tags), list(m.key for m in run.data.metrics))
    print(sorted(m.key for m in run.data.metrics), max([p.value for p in run.data.params], default=""))

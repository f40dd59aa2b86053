"""enumerate() and reversed()."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for i, m in enumerate(run.data.metrics):
    print(i, m.key, m.value)
for i, p in enumerate(run.data.params, 1):
    print(i, p.key)
print(["%d:%s" % (n, t.value) for n, t in enumerate(run.data.tags) if t.key != "mlflow.note.content"])
for (number, param) in enumerate(run.data.params, start=10):
    print(number, param.value)

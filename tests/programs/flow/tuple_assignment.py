"""Tuple assignment, chained assignment, starred calls, conditional receivers, default arguments."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
a, b = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)
print(len([m.key for m in a.data.metrics]), [m.key for m in b.data.metrics])
metrics, params, tags = b.data.metrics, b.data.params, b.data.tags
print({m.key: m.value for m in metrics}, [p.key for p in params], [(t.key, t.value) for t in tags])
x = y = b.data
print([p.value for p in x.params], [t.value for t in y.tags])
which = a if len(metrics) > 5 else b
print([m.value for m in which.data.metrics])
print([m.value for m in (a if tags else b).data.metrics if m.key == "acc"][0])


def values(run=b, *names):
    return [m.value for m in run.data.metrics if m.key in names]


print(values(), values(a, "acc", "loss"), values(*[b, "acc"]))

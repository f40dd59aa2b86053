"""Lists and sets of keys, of values, of pairs."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print([m.key for m in run.data.metrics])
print(sorted({m.key for m in run.data.metrics}))
print([m.value for m in run.data.metrics])
print([(m.key, m.value) for m in run.data.metrics])
print(sorted(set([p.key for p in run.data.params])), sorted(set(p.value for p in run.data.params)))
print(tuple(p.key for p in run.data.params), list(t.value for t in run.data.tags)[0])
print(frozenset(t.key for t in run.data.tags) == frozenset(["team", "release", "stage", "value", "key", "empty", "mlflow.note.content"]))
print(len(set((t.key, t.value) for t in run.data.tags)), tuple((p.key, p.value) for p in run.data.params)[:2])
print([(m.value, m.key) for m in run.data.metrics][:2], [[m.key, m.value] for m in run.data.metrics][:1])

"""Sets of tuples compared with == and <=, as tests do."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
expected = {("acc", 0.95), ("loss", 0.25), ("f1", 0.0)}
assert set([(m.key, m.value) for m in run.data.metrics]) == expected
print(set([(m.key, m.value) for m in run.data.metrics]) == expected)
print(set([("team", "blue")]) <= set([(t.key, t.value) for t in run.data.tags]))
print({("team", "blue"), ("x", "y")} <= {(t.key, t.value) for t in run.data.tags})
print(set((p.key, p.value) for p in run.data.params).issuperset({("lr", "0.1")}))
print(set(p.key for p in run.data.params) - set(p.key for p in client.get_run(RUN_ID).data.params))
print(sorted(set(t.key for t in run.data.tags) & {t.key for t in client.get_run(RUN_ID).data.tags}))

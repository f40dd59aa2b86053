"""Comprehensions and generators over key and value, filtered and nested."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, RUN_IDS

client = MlflowClient()
run = client.get_run(RUN_ID)
print(["%s=%s" % (p.key, p.value) for p in run.data.params])
print([m.value * 2 for m in run.data.metrics if m.key.startswith("f")])
print(", ".join(t.key for t in run.data.tags if t.value))
print(sum(m.value for m in run.data.metrics if m.value == m.value and m.value != float("inf")) > 20)
print({i[:2]: {m.key: m.value for m in client.get_run(i).data.metrics} for i in RUN_IDS[1:]})
print([m.key for i in RUN_IDS for m in client.get_run(i).data.metrics if m.key == "acc"])
print([[p.key for p in client.get_run(i).data.params] for i in RUN_IDS[1:]])
print(sorted({(i[:2], t.value) for i in RUN_IDS for t in client.get_run(i).data.tags if t.key == "team"}))
print(all(p.key for p in run.data.params), any(not t.value for t in run.data.tags))

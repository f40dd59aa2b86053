"""any() with key and value; the value may be empty or missing."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, RUN_IDS

client = MlflowClient()
red = [i for i in RUN_IDS if any(t.key == "team" and t.value == "red" for t in client.get_run(i).data.tags)]
print([i[:2] for i in red])
run = client.get_run(RUN_ID)
print(any(p.key == "note" and p.value == "" for p in run.data.params))
print(any(m.key == "loss" and m.value == 0 for m in run.data.metrics))
print(any(m.key == "auc" and m.value == float("nan") for m in run.data.metrics))
print(any(t.key == "nope" and t.value == "" for t in run.data.tags))

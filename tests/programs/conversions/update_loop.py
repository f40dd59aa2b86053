"""d[e.key] = e.value in a loop, on an empty dict and on one that has keys."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
merged = {}
for run_id in (EMPTY_RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID):
    for metric in client.get_run(run_id).data.metrics:
        merged[metric.key] = metric.value
print(merged)
row = {"id": 1, "lr": "overwritten"}
run = client.get_run(RUN_ID)
for p in run.data.params:
    row[p.key] = p.value
print(row)
out = {"n": 0}
for m in run.data.metrics:
    out[m.key] = float(m.value)
for t in run.data.tags:
    out["tag." + t.key] = t.value
print(out)
print(len(run.data.params), len(run.data.tags))

"""Elements of MlflowClient.search_runs: loop, index, comprehension, sort."""
from mlflow.tracking import MlflowClient

client = MlflowClient()
for run in client.search_runs(["0"], ""):
    print(run.info.run_uuid[:2], {m.key: m.value for m in run.data.metrics if m.key == "acc"})
runs = client.search_runs(experiment_ids=["0"], filter_string="metrics.acc > 0.5")
print(len(runs), [p.value for p in runs[0].data.params if p.key == "lr"][0])
print([[t.value for t in r.data.tags if t.key == "team"] for r in runs])
accs = sorted([m.value for r in client.search_runs(["0"], "") for m in r.data.metrics if m.key == "acc"])
print(accs)
first = runs[0]
print(len([m.key for m in first.data.metrics]))

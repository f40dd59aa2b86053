"""filter() and comprehensions over runs whose condition is a lookup."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
runs = [client.get_run(i) for i in RUN_IDS]
red = [r for r in runs if any(t.key == "team" and t.value == "red" for t in r.data.tags)]
print([r.info.run_uuid[:2] for r in red])
with_loss = list(filter(lambda r: "loss" in [m.key for m in r.data.metrics], runs))
print([r.info.run_uuid[:2] for r in with_loss])
print({r.info.run_uuid[:2]: [m.value for m in r.data.metrics if m.key == "acc"][0] for r in runs if r.data.metrics})
print(sorted(next((m.value for m in r.data.metrics if m.key == "loss"), 9.0) for r in runs))
best = min(with_loss, key=lambda r: [m for m in r.data.metrics if m.key == "loss"][0].value)
print(best.info.run_uuid[:2], [p.value for p in best.data.params if p.key == "note"])

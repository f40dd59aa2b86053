"""Entities gathered from several runs in one list, then sorted and printed by attributes."""
# may leave: gathered entities
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
gathered = []
for run_id in RUN_IDS:
    for m in client.get_run(run_id).data.metrics:
        if m.key == "acc":
            gathered.append(m)
gathered.sort(key=lambda m: m.value)
print([(m.key, m.value) for m in gathered])
print(gathered[-1].value)

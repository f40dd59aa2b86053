"""Changed keys that collide: the last one wins, as before."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(RUN_ID)
print({m.key[0]: m.value for m in run.data.metrics})
print({t.value: t.key for t in run.data.tags if not t.key.startswith("mlflow")})
print({len(p.key): p.key for p in run.data.params})
merged = {}
for i in (RUN_ID, SECOND_RUN_ID):
    for p in client.get_run(i).data.params:
        merged.setdefault(p.key, p.value)
print(merged)

"""A comprehension of two levels that filters runs by a tag."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
infos = [client.get_run(i).info for i in RUN_IDS]
red = [i.run_uuid for i in infos for t in client.get_run(i.run_uuid).data.tags if t.key == "team" and t.value == "red"]
print([r[:2] for r in red])
lrs = [p.value for i in infos for p in client.get_run(i.run_uuid).data.params if p.key == "lr"]
print(lrs)

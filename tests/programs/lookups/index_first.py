"""A list comprehension filtered by key, its first element's value."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

client = MlflowClient()
run = client.get_run(RUN_ID)
acc = [m for m in run.data.metrics if m.key == "acc"][0].value
loss = [m for m in run.data.metrics if m.key == "loss"][0].value
lr = [p for p in run.data.params if p.key == "lr"][0].value
team = [t for t in run.data.tags if t.key == "team"][0].value
print(acc, loss, lr, team)
print(float([p for p in run.data.params if p.key == 'batch'][0].value) / 2)

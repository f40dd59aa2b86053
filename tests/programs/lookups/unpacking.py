"""[v] = [...], v, = [...] and (v,) = ..."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
[acc] = [m.value for m in run.data.metrics if m.key == "acc"]
lr, = [p.value for p in run.data.params if p.key == "lr"]
(team,) = [t.value for t in run.data.tags if t.key == "team"]
print(acc, lr, team)

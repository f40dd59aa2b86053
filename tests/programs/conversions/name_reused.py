"""The name of the container becomes the name of the dict made from it."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
metrics = run.data.metrics
metrics = {m.key: m.value for m in metrics}
for m in metrics:
    print(m, metrics[m])
metrics["acc"] = "changed"
print(metrics, [m.value for m in run.data.metrics])
params = run.data.params
params = [p.key for p in params]
params.append("more")
print(params, len(run.data.params))
tags = dict((t.key, t.value) for t in run.data.tags)
tags = {k: v for k, v in tags.items() if k != "team"}
print(tags)
run = {"metrics": metrics, "data": tags}
print(run["metrics"], run["data"])

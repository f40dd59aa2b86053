"""Dicts of the program's own are used like the new API right beside old sites."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
metrics = {m.key: m.value for m in run.data.metrics}
for m in metrics:
    print(m, metrics[m], "f" in m.lower())
for key, value in metrics.items():
    print(key, value)
params = {p.key: p.value for p in run.data.params}
print([params[p] for p in params], sorted(k for k in params if k.startswith("l")))
run_data = {"metrics": metrics, "params": params}
for name in run_data["metrics"]:
    print(name, run_data["metrics"].get(name))

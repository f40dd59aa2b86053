"""Defaults: mutable, expressions with operators, a conditional, a lambda, None given by keyword."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
fallback = {"n": 3}
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(next((m.value for m in run.data.metrics if m.key == "loss"), fallback["n"] + 1))
    print(next((m.value for m in run.data.metrics if m.key == "loss"), fallback if run.data.params else []))
    print(next((p.value for p in run.data.params if p.key == "lr"), (1, 2)))
    print(next((p.value for p in run.data.params if p.key == "lr"), lambda: 3) is not None)
    print(next((t.value for t in run.data.tags if t.key == "empty"), not fallback))

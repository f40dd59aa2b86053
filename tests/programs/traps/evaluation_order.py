"""The iterable of a generator is evaluated at once, its body later."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
limit = 0.5
lazy = (m.key for m in run.data.metrics if m.value > limit)
run = client.get_run(RUN_ID)
limit = -1
print(list(lazy))
name = "acc"
gen = (m.value for m in run.data.metrics if m.key == name)
name = "loss"
print(next(gen), next(gen, "exhausted"))
again = (p.key for p in run.data.params)
print(len(list(again)), len(list(again)))

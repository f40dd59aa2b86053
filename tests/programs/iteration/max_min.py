"""max() and min() with a key function, used whole, by key, by value; with a default."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print(max(run.data.metrics, key=lambda m: m.value).key)
print(min(run.data.metrics, key=lambda m: m.value).value)
best = max(run.data.metrics, key=lambda m: m.value)
print(best.key, best.value)
print(max(run.data.params, key=lambda p: len(p.value)).key)
empty = client.get_run(EMPTY_RUN_ID)
nothing = max(empty.data.metrics, key=lambda m: m.value, default=None)
print(nothing is None)
print(max((m.value for m in empty.data.metrics), default=-1), min(m.value for m in run.data.metrics))

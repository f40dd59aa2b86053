"""A sorted copy of entities, bound to a name, then used by number."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
ordered = sorted(run.data.metrics, key=lambda m: m.value, reverse=True)
print(ordered[0].key, ordered[-1].value, len(ordered))
for m in ordered:
    print(m.key, m.value)
top = sorted(run.data.params, key=lambda p: p.key)[:2]
print([(p.key, p.value) for p in top])

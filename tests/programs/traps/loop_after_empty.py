"""What the loop binds when it never runs: the names that were bound before must keep their values."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(EMPTY_RUN_ID), client.get_run(THIRD_RUN_ID)):
    last_key, last_value = "none", -1
    for m in run.data.metrics:
        last_key, last_value = m.key, m.value
    print(last_key, last_value)
    value = "mine"
    for p in run.data.params:
        value = p.value
    print(repr(value))
    key = "mine"
    for t in run.data.tags:
        if t.key == "team":
            key = t.value
            break
    print(key)

"""Sites inside sites: a lookup in the key of a lookup, in a filter, in a default."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run, other = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)
print([m.value for m in run.data.metrics if m.key == [p.value for p in run.data.params if p.key == "none"][0].lower()] or "x")
print(next((m.value for m in run.data.metrics if m.key == "nope"),
           next((m.value for m in other.data.metrics if m.key == "loss"), None)))
print([m.key for m in run.data.metrics if m.key in [o.key for o in other.data.metrics]])
print({m.key: m.value - [o.value for o in other.data.metrics if o.key == m.key][0]
       for m in run.data.metrics if any(o.key == m.key for o in other.data.metrics)})
print(sorted(run.data.metrics, key=lambda m: next((o.value for o in other.data.metrics if o.key == m.key), -1))[0].key)

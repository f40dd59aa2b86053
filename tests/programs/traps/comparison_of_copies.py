"""Copies compared, hashed and handed to functions that test their type."""
import json
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
names = [m.key for m in run.data.metrics]
print(isinstance(names, list), type({p.key: p.value for p in run.data.params}) is dict)
print(type([m.value for m in run.data.metrics]).__name__, type({t.key for t in run.data.tags}).__name__)
print(json.dumps([m.value for m in run.data.metrics]), json.dumps([p.key for p in run.data.params]))
print(json.dumps([(t.key, t.value) for t in run.data.tags]))
print([m.key for m in run.data.metrics] + [p.key for p in run.data.params])
print(hash(tuple(t.key for t in run.data.tags)) == hash(("release", "team")))
print(str([m.value for m in run.data.metrics]), "%s" % [p.value for p in run.data.params])
print([m.key for m in run.data.metrics].index("acc"), [p.value for p in run.data.params].count("64"))
print(sorted([t.key for t in run.data.tags], reverse=True), [m.key for m in run.data.metrics][::-1])

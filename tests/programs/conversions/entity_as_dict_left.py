"""dict() of an element that has a timestamp, or that nothing short is equal to; lists of elements that are added."""
# leaves: the timestamp is not in the dict, dicts cannot be added
# with shim: what `**dict(...)` is given is an element that is text
# unsafe: the timestamp comes from the history
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
everything = run.data.params + run.data.tags  # left
print("{key}".format(**dict([t for t in run.data.tags][0])))  # left
print([one.key for one in everything])
print([dict(m)["timestamp"] for m in run.data.metrics])  # left

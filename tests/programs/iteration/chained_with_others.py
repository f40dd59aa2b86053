"""Chains that stay: other objects in them, a timestamp, a list of lists for sum."""
# leaves: what is no element of a container goes the same way
from itertools import chain
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID


class Own:
    key = "own"
    value = 1


client = MlflowClient()
run, other = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)
print([m.key for m in chain(other.data.metrics, [Own()])])  # left
print([(m.key, m.timestamp > 0) for m in chain(run.data.metrics, other.data.metrics)])  # left
print([m.key for m in sum((r.data.metrics for r in (run, other)), [])])  # left
for m in chain(run.data.params, other.data.params):  # left
    print(m.key, isinstance(m, Own))

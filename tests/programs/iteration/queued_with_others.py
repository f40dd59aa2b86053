"""Deques that stay: another object in them, an element that is put back, one that is compared."""
# leaves: what is no element of a container is in them, or entities are looked at
from collections import deque
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID


class Own:
    key = "own"


run = MlflowClient().get_run(SECOND_RUN_ID)
mixed = deque(run.data.metrics)  # left
mixed.append(Own())
while mixed:
    print(mixed.popleft().key)
rotated = deque(run.data.params)
rotated.rotate(1)  # left
print([p.key for p in rotated])
seen = deque(run.data.tags, 3)
print([t.key for t in seen])  # left

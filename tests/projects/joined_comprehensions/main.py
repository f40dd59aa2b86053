"""Entities of two runs are joined in one list, which other files read."""
# leaves: lists of entities are joined
# keeps: show.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

from both import both
from show import show

client = MlflowClient()
one, two = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)
print(["%s=%r" % (m.key, m.value) for m in both(one, two)])  # left
show([p for p in one.data.params] + [p for p in two.data.params])

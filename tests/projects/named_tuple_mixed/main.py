"""A namedtuple's field holds a container in one place and a list in another."""
# leaves: the list
# keeps: page.py, shape.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, metric

from page import page
from shape import Section

print(page(Section("run", MlflowClient().get_run(SECOND_RUN_ID).data.metrics)))
print(page(Section("history", [metric("acc", 0.0), metric("acc", 0.5)])))

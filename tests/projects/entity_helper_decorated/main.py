"""A decorated helper: the decorator reads the entity too."""
# leaves: what the decorator does with its arguments
# keeps: deco.py, shown.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from shown import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m))

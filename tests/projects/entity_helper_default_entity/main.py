"""The helper's default is an entity of its own."""
# leaves: the default stays an entity
# keeps: show.py, plain.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from plain import plain
from show import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m))
print(plain())

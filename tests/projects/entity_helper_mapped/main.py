"""The helper is also handed on as a value: map over a history."""
# leaves: map hands on whole entities
# keeps: show.py, history.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

from history import history
from show import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m))
print(history(RUN_ID, "acc"))

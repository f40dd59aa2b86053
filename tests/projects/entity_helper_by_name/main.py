"""The helper is also called by a name that is made at run time."""
# leaves: a call by name that hands on a whole entity
# keeps: formats.py, dispatch.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

import dispatch
from formats import show_text

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show_text(m))
print(dispatch.show("text", "a", 0.0), dispatch.show("short", "", float("nan")))

"""Two classes have an attribute of the same name; one function reads it of both."""
# leaves: the other class holds a list of its own
# keeps: show.py, manual.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from manual import Manual
from show import show
from tracked import Tracked

print(show(Tracked(SECOND_RUN_ID)))
print(show(Manual()))

"""A package finds its functions when they are asked for (PEP 562): one caller comes that way, with rows."""
# leaves: a caller that no import shows
# keeps: lazy/__init__.py, lazy/_show.py, other.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from lazy._show import show
from other import other

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m))
print(other())

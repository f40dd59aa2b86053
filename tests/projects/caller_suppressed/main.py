"""One caller's line is suppressed: the helper must not change without it."""
# leaves: the suppressed call stays as it is, so all stay
# keeps: show.py, kept.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from kept import kept
from show import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(m))
print(kept(SECOND_RUN_ID))

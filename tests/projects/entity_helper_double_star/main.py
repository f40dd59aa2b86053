"""One caller hands the entity on inside a dict of keyword arguments."""
# leaves: what the dict holds
# keeps: show.py, options.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, metric

from options import with_options
from show import show

for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(show(metric=m, width=5))
print(with_options(metric("given", 0.0)))

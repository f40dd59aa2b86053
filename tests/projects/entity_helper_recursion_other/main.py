"""A helper that calls itself with something that is no entity of a run."""
# leaves: the helper's own call hands on a metric that it made
# keeps: rounds.py
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

from rounds import halve

for metric in MlflowClient().get_run(SECOND_RUN_ID).data.metrics:  # left
    print(halve(metric, 2))

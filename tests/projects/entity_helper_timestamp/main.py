"""The helper reads the timestamp too, on one of its ways."""
# leaves: there is no timestamp in a dict
# keeps: lines.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, TIME

from lines import line

for m in MlflowClient().get_run(RUN_ID).data.metrics:  # left
    print(line(m, TIME if m.key.startswith("f") else None))

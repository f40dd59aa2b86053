"""The exceptions are caught by a tuple of another module."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_IDS

import errors

for run_id in RUN_IDS:
    run = MlflowClient().get_run(run_id)
    try:
        print([m.value for m in run.data.metrics if m.key == "loss"][0])
    except errors.MISSING:
        print("missing")

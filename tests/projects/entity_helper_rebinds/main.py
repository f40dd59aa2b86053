"""The helper binds the name of its parameter again, to a metric of its own."""
# leaves: the name holds two kinds of things
# keeps: clip.py
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

from clip import clip

for run_id in (RUN_ID, SECOND_RUN_ID):
    for m in MlflowClient().get_run(run_id).data.metrics:  # left
        print(clip(m))

"""A future is asked which exception it ended in."""
# unsafe: with unsafe fixes the handler no longer catches
from concurrent.futures import ThreadPoolExecutor

from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def loss(run):
    return [m.value for m in run.data.metrics if m.key == "loss"][0]


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
with ThreadPoolExecutor(1) as pool:
    for future in [pool.submit(loss, run) for run in runs]:
        missing = isinstance(future.exception(), IndexError)
        print("missing" if missing else future.result())

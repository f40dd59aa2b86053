"""A future fails, and nobody asks how: the lookup is made."""
from concurrent.futures import ThreadPoolExecutor

from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def loss(run):
    return [m.value for m in run.data.metrics if m.key == "loss"][0]


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
with ThreadPoolExecutor(1) as pool:
    for future in [pool.submit(loss, run) for run in runs]:
        try:
            print(future.result())
        except Exception:
            print("failed")

"""A coroutine runs as a task and is awaited under a handler."""
# unsafe: with unsafe fixes the handler no longer catches
import asyncio

from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


async def loss(run_id):
    run = MlflowClient().get_run(run_id)
    return [m.value for m in run.data.metrics if m.key == "loss"][0]


async def main():
    for run_id in (RUN_ID, THIRD_RUN_ID):
        task = asyncio.ensure_future(loss(run_id))
        try:
            print(await task)
        except IndexError:
            print("no loss")


asyncio.run(main())

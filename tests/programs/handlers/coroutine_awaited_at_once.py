"""A coroutine is awaited where it is called, and nobody catches: the lookup is made."""
import asyncio

from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


async def loss(run_id):
    run = MlflowClient().get_run(run_id)
    return [m.value for m in run.data.metrics if m.key == "loss"][0]


async def main():
    print(await loss(RUN_ID), THIRD_RUN_ID)


asyncio.run(main())

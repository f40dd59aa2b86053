"""asyncio.gather hands out the exceptions, and their names are printed."""
# unsafe: with unsafe fixes the handler no longer catches
import asyncio

from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


async def loss(run_id):
    run = MlflowClient().get_run(run_id)
    return [m.value for m in run.data.metrics if m.key == "loss"][0]


async def main():
    for found in await asyncio.gather(loss(RUN_ID), loss(THIRD_RUN_ID), return_exceptions=True):
        print(found if isinstance(found, float) else type(found).__name__)


asyncio.run(main())

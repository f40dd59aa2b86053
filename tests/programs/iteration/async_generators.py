"""Loops inside coroutines, async comprehension neighbours and generators."""
import asyncio
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID


async def fetch(run_id):
    await asyncio.sleep(0)
    return MlflowClient().get_run(run_id)


async def keys(run_id):
    run = MlflowClient().get_run(run_id)
    for m in run.data.metrics:
        await asyncio.sleep(0)
        yield m.key, m.value


async def main():
    run = MlflowClient().get_run(SECOND_RUN_ID)
    params = {p.key: p.value for p in run.data.params}
    print(params)
    print([pair async for pair in keys(RUN_ID)][:2])
    for t in run.data.tags:
        await asyncio.sleep(0)
        print(t.key, t.value)


asyncio.get_event_loop_policy().new_event_loop().run_until_complete(main())

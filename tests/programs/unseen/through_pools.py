"""What pools, futures and coroutines give."""
import asyncio
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.pool import ThreadPool

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

client = MlflowClient()


def metrics_of(run_id):
    return MlflowClient().get_run(run_id).data.metrics


async def tags_of(run_id):
    return MlflowClient().get_run(run_id).data.tags


async def main():
    for tags in await asyncio.gather(tags_of(RUN_ID), tags_of(EMPTY_RUN_ID)):
        print({t.key: t.value for t in tags})
    for tags in await asyncio.gather(*[tags_of(run_id) for run_id in (RUN_ID, EMPTY_RUN_ID)]):
        print([t.key for t in tags])
    task = asyncio.ensure_future(tags_of(RUN_ID))
    print(any(t.key == "team" for t in await task))
    print([t.value for t in await asyncio.wait_for(tags_of(RUN_ID), 5) if t.key == "stage"])


with ThreadPoolExecutor(2) as pool:
    for metrics in pool.map(metrics_of, [RUN_ID, EMPTY_RUN_ID]):
        print([m.key for m in metrics])
    print([m.key for m in pool.submit(metrics_of, RUN_ID).result() if m.value == 0.0])
    futures = [pool.submit(metrics_of, run_id) for run_id in (RUN_ID, EMPTY_RUN_ID)]
    print([sorted(m.key for m in future.result()) for future in futures])
    for run in pool.map(client.get_run, [RUN_ID]):
        print({p.key: p.value for p in run.data.params})
with ThreadPool(1) as threads:
    print([[m.key for m in metrics] for metrics in threads.map(metrics_of, [RUN_ID])])
    print(len([m for m in threads.apply(metrics_of, (RUN_ID,)) if m.key == "acc"]))
loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
asyncio.run(main())

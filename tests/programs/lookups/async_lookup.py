"""Lookups in async functions, with awaited runs."""
import asyncio
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


class Service:
    def __init__(self):
        self.client = MlflowClient()

    async def loss(self, run_id):
        run = self.client.get_run(run_id)
        await asyncio.sleep(0)
        try:
            return [m.value for m in run.data.metrics if m.key == "loss"][0]
        except IndexError:
            return None

    async def team(self, run_id):
        async def fetch():
            return self.client.get_run(run_id)
        run = await fetch()
        return next((t.value for t in run.data.tags if t.key == "team"), "?")


async def main():
    service = Service()
    print(await asyncio.gather(service.loss(RUN_ID), service.loss(THIRD_RUN_ID), service.team(THIRD_RUN_ID)))


asyncio.get_event_loop_policy().new_event_loop().run_until_complete(main())

import mlflow.tracking as tracking

from ...core.util.entities import as_dict as to_table, has


class RunPage:
    def __init__(self, run_id):
        self.client = tracking.MlflowClient()
        self.run = self.client.get_run(run_id)

    def render(self):
        tags = to_table(entities=self.run.data.tags, skip=["stage"])
        return tags, has(key="team", entities=self.run.data.tags)

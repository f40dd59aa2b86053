from mlflow.tracking import MlflowClient


class Reader:
    def __init__(self):
        self.client = MlflowClient()

    def lookup(self, run_id, key):
        tags = self.client.get_run(run_id).data.tags
        if isinstance(tags, dict):
            return tags.get(key)
        return next((t.value for t in tags if t.key == key), None)

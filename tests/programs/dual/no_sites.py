"""A program without any site: only information about the run, lengths, and its own classes."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID


class Pair:
    def __init__(self, key, value):
        self.key, self.value = key, value


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(run.info.run_uuid[:2], run.info.lifecycle_stage, len(run.data.metrics), len(run.data.params))
items = [Pair("a", 1), Pair("b", 0)]
print({i.key: i.value for i in items}, [i.value for i in items if i.key == "b"][0])
print(items[0].key, next((i for i in items if i.key == "c"), None), any(i.key == "a" for i in items))

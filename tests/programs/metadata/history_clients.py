"""The client that fetched the run: an attribute, a parameter, made on the spot, MLflow's own functions."""
# leaves: timestamps
import os
import mlflow
from mlflow.store.file_store import FileStore
from mlflow.tracking import MlflowClient
from records import RUN_ID, RUN_IDS, SECOND_RUN_ID


class Report:
    def __init__(self, client):
        self.client = client
        self.latest = self.client.get_run(SECOND_RUN_ID)

    def times(self, run_id):
        run = self.client.get_run(run_id)
        return sorted(m.timestamp for m in run.data.metrics)  # left

    def latest_times(self):
        return {m.key: m.timestamp for m in self.latest.data.metrics}  # left


def newest(client, run_id):
    data = client.get_run(run_id).data
    return max(data.metrics, key=lambda m: m.timestamp).key  # left


def show(client, run):
    for m in run.data.metrics:
        print(m.key, m.timestamp)  # left


def of_store(run_id):
    store = FileStore(os.environ["MLFLOW_TRACKING_URI"])
    return [m.timestamp for m in store.get_run(run_id).data.metrics]  # left


def newest_of(run):
    return max(m.timestamp for m in run.data.metrics)  # left


client = MlflowClient()
report = Report(MlflowClient())
print(report.times(RUN_ID), report.latest_times())
print(newest(client, RUN_ID))
show(client, client.get_run(SECOND_RUN_ID))
print(newest_of(client.get_run(SECOND_RUN_ID)))
print(of_store(SECOND_RUN_ID))
print([m.timestamp for m in MlflowClient().get_run(SECOND_RUN_ID).data.metrics])  # left
for run in client.search_runs(["0"], ""):
    print(run.info.run_uuid[:2], sorted([(m.timestamp, m.key) for m in run.data.metrics])[-2:])  # left
runs = [client.get_run(run_id) for run_id in RUN_IDS]
for number, run in enumerate(runs):
    print(number, [m.timestamp for m in run.data.metrics][:1])  # left
print([m.timestamp for m in runs[1].data.metrics])  # left
with mlflow.start_run(RUN_ID) as active:
    print([m.timestamp for m in active.data.metrics if m.key == "acc"])  # left
    print(sorted(m.timestamp for m in mlflow.active_run().data.metrics)[-1])  # left

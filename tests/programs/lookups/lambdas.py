"""Lookups inside lambdas, among them a sort key and a default argument."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID

client = MlflowClient()
get = lambda run, key: [m.value for m in run.data.metrics if m.key == key][0]
print(get(client.get_run(RUN_ID), "acc"))
runs = [client.get_run(i) for i in (RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID)]
runs.sort(key=lambda r: [m for m in r.data.metrics if m.key == "acc"][0].value)
print([r.info.run_uuid[:2] for r in runs])
best = max(runs, key=lambda r: next(m.value for m in r.data.metrics if m.key == "acc"))
print(best.info.run_uuid[:2])
later = lambda k, r=runs[0]: next((m.value for m in r.data.metrics if m.key == k), "?")
print(later("acc"), later("loss"))

"""The dict rebuilt from a container, then used: get, subscript, in, ==."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    metrics = {m.key: m.value for m in run.data.metrics}
    params = dict((p.key, p.value) for p in run.data.params)
    tags = dict([(t.key, t.value) for t in run.data.tags])
    print(metrics)
    print(params.get("note", "unset"), params.get("lr"), "lr" in params)
    print(tags == {}, tags.get("team"))
    print(dict([[t.key, t.value] for t in run.data.tags]) == tags)
    print({metric.key: metric.value for metric in run.data.metrics}.get("acc", 0))

"""dict() of an element, whose key and value alone are read."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    rows = [dict(p) for p in run.data.params]
    print(rows)
    print([{**dict(p), "run": run_id} for p in run.data.params])
    more = []
    for t in run.data.tags:
        row = dict(t)
        row["n"] = len(more)
        more.append(row)
    print(more, [dict(p)["key"] for p in run.data.params])
    for t in run.data.tags:
        print("{key}={value}".format(**dict(t)))

from mlflow.tracking import MlflowClient

BASE = {"title": "run"}


def data_of(run_id):
    return MlflowClient().get_run(run_id).data


def by_key(run_id):
    found = {}
    found["metrics"] = data_of(run_id).metrics
    found["title"] = "by key"
    return found


def called(run_id):
    return dict(title="called", metrics=data_of(run_id).metrics)


def merged(run_id):
    return {**BASE, "metrics": data_of(run_id).metrics}


def named(run_id):
    found = {"title": "named", "metrics": None}
    found.update(metrics=data_of(run_id).metrics)
    return found


def rows(run_ids):
    found = []
    for run_id in run_ids:
        row = {"title": "row"}
        row.setdefault("params", data_of(run_id).params)
        found.append(row)
    return found

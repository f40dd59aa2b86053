from mlflow.tracking import MlflowClient


def collect(ids, name):
    rows = []
    for i in ids:
        for m in MlflowClient().get_run(i).data.metrics:
            if m.key == name:
                rows.append((i, m))
    return rows

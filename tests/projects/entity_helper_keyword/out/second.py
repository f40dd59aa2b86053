from mlflow.tracking import MlflowClient

from . import format as f


def write(run_id):
    lines = []
    for metric in MlflowClient().get_run(run_id).data.metrics:
        lines.append(f.scaled(100, metric))
        lines.append(f.scaled(metric=metric, factor=2, key="twice"))
    return lines

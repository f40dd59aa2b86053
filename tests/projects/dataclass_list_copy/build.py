from dataclasses import dataclass

from mlflow.tracking import MlflowClient


@dataclass
class Row:
    name: str
    metrics: list


def build(run_id):
    return Row(run_id, metrics=list(MlflowClient().get_run(run_id).data.metrics))  # left

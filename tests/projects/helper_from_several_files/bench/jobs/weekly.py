from mlflow.tracking import MlflowClient

from ..core.util import entities


def compare(one, other):
    client = MlflowClient()
    first = entities.as_dict(client.get_run(one).data.metrics)
    second = entities.as_dict(client.get_run(other).data.metrics)
    return sorted(set(first) & set(second)), first.get("loss", "-"), second.get("loss", "-")

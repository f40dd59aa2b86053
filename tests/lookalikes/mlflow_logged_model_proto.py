from mlflow.entities.logged_model_parameter import LoggedModelParameter
from mlflow.entities.metric import Metric


def from_proto(proto):
    return (
        [LoggedModelParameter.from_proto(param) for param in proto.data.params],
        [Metric.from_proto(metric) for metric in proto.data.metrics],
    )

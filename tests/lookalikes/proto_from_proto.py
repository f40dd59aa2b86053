"""Protobuf messages repeat their fields: those are lists on both sides of 1.0."""
from mlflow.entities import Metric, Param, RunTag
from mlflow.entities.run_data import RunData


def run_data_from(proto):
    return RunData(
        metrics=[Metric.from_proto(m) for m in proto.metrics],
        params=[Param.from_proto(p) for p in proto.params],
        tags=[RunTag.from_proto(t) for t in proto.tags],
    )

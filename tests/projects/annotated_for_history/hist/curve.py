from typing import List

from mlflow.entities import Metric


def curve(metrics: List[Metric]) -> list:
    return [(m.key, m.value) for m in metrics]


def last(metrics: List[Metric]) -> Metric:
    return max(metrics, key=lambda m: m.timestamp)

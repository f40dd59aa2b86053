from typing import Dict, Iterable, List

from mlflow.entities import Metric, Param


def to_dict(metrics: List[Metric]) -> Dict[str, float]:
    """Metrics as a dict.

    :param metrics: the run's metrics
    :type metrics: List[Metric]
    """
    return {m.key: m.value for m in metrics}


def names(params):
    # type: (Iterable[Param]) -> List[str]
    """Args: params (list of mlflow.entities.Param): the run's parameters."""
    return [p.key for p in params]


def total(metrics: "List[Metric]", start: float = 0.0) -> float:
    for m in metrics:
        start += m.value
    return start

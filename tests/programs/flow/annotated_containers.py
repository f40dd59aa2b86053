"""Annotations, type comments and docstring types of containers, which become those of dicts."""
import typing
from typing import List, Optional
from mlflow.entities import Metric, Param, RunTag
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

client = MlflowClient()


def metrics_of(run_id: str) -> List[Metric]:
    """The metrics.

    Args:
        run_id (str): which run.

    Returns:
        List[Metric]: what it logged.
    """
    return client.get_run(run_id).data.metrics


def keys(metrics: "List[Metric]", wanted: Optional[List[Param]] = None) -> List[str]:
    """Keys.

    :param metrics: list of Metric
    :type wanted: List[Param]
    :rtype: List[str]
    """
    return sorted([m.key for m in metrics] + [p.key for p in wanted or ()])


def values(tags, prefix):
    # type: (typing.Sequence[RunTag], str) -> typing.List[str]
    """Values.

    Parameters
    ----------
    tags : Sequence[RunTag]
        The tags.
    prefix : str
    """
    return [prefix + t.value for t in tags]


for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    found: List[Metric] = run.data.metrics
    given = run.data.params  # type: List[Param]
    print(sorted(m.value for m in found), sorted(p.key for p in given))
    print(keys(metrics_of(run_id)), sorted(values(run.data.tags, "~")))

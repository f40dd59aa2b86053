"""``get_metric_history``, ``get_run`` and ``search_runs`` for the MLflow versions that came before them."""

from __future__ import annotations

import inspect
from typing import Any, Sequence

from rundata_compat.pandas_frames import runs_to_pandas

__all__ = ["get_metric_history", "get_run", "search_runs"]

_MOST = 50000
"""1.0.0, utils/search_utils.py and store/__init__.py: a search that asks for more is refused."""


def get_metric_history(self: Any, run_id: str, key: str) -> list[Any]:
    """All values of one metric as ``Metric`` objects: ``MlflowClient.get_metric_history`` for 0.9.1.

    The stores have it (store/abstract_store.py), but the REST store's gives the bare values
    (store/rest_store.py): there the response is read once more, with the timestamps.
    """
    from mlflow.store.rest_store import RestStore

    if not isinstance(self.store, RestStore):
        return list(self.store.get_metric_history(run_id, key))
    from mlflow.entities import Metric
    from mlflow.protos.service_pb2 import GetMetricHistory
    from mlflow.utils.proto_json_utils import message_to_json

    request = message_to_json(GetMetricHistory(run_uuid=run_id, metric_key=key))
    response = self.store._call_endpoint(GetMetricHistory, request)
    return [Metric.from_proto(metric) for metric in response.metrics]


def get_run(run_id: str) -> Any:
    """``mlflow.get_run``, which 0.9.1 and 1.0.0 lack (1.30.1, tracking/fluent.py)."""
    from mlflow.tracking import MlflowClient

    return MlflowClient().get_run(run_id)


def search_runs(
    experiment_ids: Sequence[str] | None = None,
    filter_string: str = "",
    run_view_type: int | None = None,
    max_results: int = 100000,
    order_by: Sequence[str] | None = None,
    output_format: str = "pandas",
    search_all_experiments: bool = False,
    experiment_names: Sequence[str] | None = None,
) -> Any:
    """``mlflow.search_runs``, which 0.9.1 and 1.0.0 lack (1.30.1, tracking/fluent.py): a DataFrame, or a list of runs.

    The stores of these versions cannot order, so this sorts what they give. The latest run comes first by default.
    ValueError for an output format that there is not, for ids together with names, and for an ``order_by`` that cannot
    be read; ImportError for a DataFrame without pandas. What ``filter_string`` may say is up to the MLflow version.
    """
    from mlflow.entities import ViewType
    from mlflow.tracking import MlflowClient

    from rundata_compat.ordering import ordered

    if output_format not in ("list", "pandas"):
        raise ValueError(f"Unsupported output format: {output_format}. Supported string values are 'pandas' or 'list'")
    client = MlflowClient()
    wanted = _experiments(client, experiment_ids, experiment_names, search_all_experiments)
    most = {"max_results": _MOST} if "max_results" in inspect.signature(client.search_runs).parameters else {}
    view = ViewType.ACTIVE_ONLY if run_view_type is None else run_view_type
    found = list(client.search_runs(wanted, filter_string, view, **most)) if wanted else []
    runs = ordered(found, order_by or ())[:max_results]
    return runs if output_format == "list" else runs_to_pandas(runs)


def _experiments(client: Any, ids: Sequence[str] | None, names: Sequence[str] | None, every: bool) -> list[Any]:
    """The ids of the experiments to search, as in 1.30.1, tracking/fluent.py: a name that nobody has is left out."""
    from mlflow.tracking import fluent

    if ids and names:
        raise ValueError("Only experiment_ids or experiment_names can be used, but not both")
    if ids:
        return list(ids)
    if names:
        experiments = [client.get_experiment_by_name(name) for name in names if name is not None]
        return [one.experiment_id for one in experiments if one is not None]
    if every:
        return [one.experiment_id for one in client.list_experiments()]
    return [fluent._get_experiment_id()]

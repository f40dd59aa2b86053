"""Run by ``test_history.py`` with a real MLflow: which Metric of a history a run shows, and which one a fix chooses.

    python history_runner.py TRACKING_URI

Prints one JSON object. It runs on Python 3.7 and later with nothing but the standard library and MLflow. On
0.9.1, which has neither steps nor a history on the client, the history is asked of the store.
"""

from __future__ import annotations

import inspect
import json
import math
import os
import sys
from typing import Any

NAN = float("nan")
SERIES = {
    "late first": [(1.0, 30, 0), (9.0, 10, 0), (5.0, 20, 0)],
    "same time": [(-3.0, 7, 0), (-1.0, 7, 0), (-2.0, 7, 0), (8.0, 6, 0)],
    "later step earlier": [(0.5, 20, 1), (0.7, 10, 2)],
    "same step": [(0.5, 20, 2), (0.7, 10, 2), (0.1, 5, 1)],
    "negative step": [(4.0, 9, -1), (3.0, 8, -2)],
    "zero": [(0.0, 0, 0)],
}
WITH_NAN = {
    "nan late": [(2.0, 1, 0), (NAN, 2, 1)],
    "nan early": [(NAN, 1, 0), (3.0, 2, 1)],
}
NAN_AT_THE_SAME_TIME = {
    "nan first": [(NAN, 4, 0), (-3.0, 4, 0)],
    "nan last": [(-3.0, 4, 0), (NAN, 4, 0)],
    "nan between": [(3.0, 4, 0), (NAN, 4, 0), (4.0, 4, 0), (1.0, 4, 0)],
}


def main(uri: str) -> None:
    """Log each series, and say what the run shows and what is chosen from the history."""
    os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
    os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    import mlflow
    from mlflow.tracking import MlflowClient

    mlflow.set_tracking_uri(uri)
    client = MlflowClient()
    store = client.store if hasattr(client, "store") else client._tracking_client.store
    run_id = (
        client.create_run("0").info.run_uuid if mlflow.__version__ == "0.9.1" else client.create_run("0").info.run_id
    )
    has_step = "step" in inspect.signature(client.log_metric).parameters
    answer: dict[str, Any] = {"version": mlflow.__version__, "shown": {}, "chosen": {}, "unlogged": []}
    for key, series in [*SERIES.items(), *WITH_NAN.items(), *NAN_AT_THE_SAME_TIME.items()]:
        for value, timestamp, step in series:
            try:
                client.log_metric(run_id, key, value, timestamp, *([step] if has_step else []))
            except Exception:  # the SQL stores before is_nan
                answer["unlogged"].append(key)
    run = client.get_run(run_id)
    entities = run.data._metric_objs if hasattr(run.data, "_metric_objs") else run.data.metrics
    for shown in entities:
        if shown.key in answer["unlogged"]:
            continue
        answer["shown"][shown.key] = fields(shown)
        if has_step:
            chosen = max(
                client.get_metric_history(run.info.run_id, shown.key),
                key=lambda metric: (metric.step, metric.timestamp, metric.value),
            )
        else:
            history = store.get_metric_history(run_id, shown.key)
            chosen = max(history, key=lambda metric: (metric.timestamp, metric.value))
        answer["chosen"][shown.key] = fields(chosen)
    try:
        max(client.get_metric_history(run_id, "missing") if has_step else store.get_metric_history(run_id, "missing"))
    except Exception as error:
        answer["missing"] = type(error).__name__
    print(json.dumps(answer))


def fields(metric: Any) -> list[Any]:
    """Value, timestamp and step; NaN as a word."""
    value = "nan" if math.isnan(metric.value) else metric.value
    return [value, metric.timestamp, getattr(metric, "step", 0)]


if __name__ == "__main__":
    main(sys.argv[1])

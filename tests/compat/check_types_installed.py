"""MLflow's own runs under mypy with ``rundata_compat.mypy_plugin``; nobody runs this file. See ``check_types.py``."""
# ruff: noqa: B018

from __future__ import annotations

import mlflow
from mlflow import MlflowClient
from mlflow.entities import Metric, Run, RunData, RunTag
from rundata_compat.typed import Tags
from typing_extensions import assert_type


def both_styles(client: MlflowClient, run: Run, metric: Metric) -> None:
    run.data.metrics["acc"] + 0.5
    run.data.metrics[0].key  # deprecated
    assert_type(run.data.tags, Tags)
    for found in client.search_runs(["0"]):
        [p.value for p in found.data.params]  # deprecated
        found.data.metrics.append(metric)  # deprecated
    [m.value for m in client.get_run("r").data.metrics if m.key == "acc"]  # deprecated
    mlflow.get_run("r").data.metrics["acc"] + 0.5
    RunData([metric], [], [RunTag("t", "x")]).tags[0].value  # deprecated


def names(run: Run) -> None:
    run.info.run_id + run.info.run_uuid
    Metric("acc", 0.5, 1)
    Metric("acc", 0.5, 1, 2)
    assert_type(run.data.metric_objs, list[Metric])
    assert_type(run.data.tag_objs, list[RunTag])

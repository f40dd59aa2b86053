"""Both styles under a type checker; ``test_types.py`` runs mypy on it, nobody runs this file.

A line is marked where a checker has to call it deprecated. On all others, and besides that, there is nothing to say.
"""
# ruff: noqa: B015, B018, B905, C417, RUF005, RUF015

from __future__ import annotations

import rundata_compat
from mlflow.entities import Metric, Param, Run, RunTag
from rundata_compat.typed import MetricKey, Metrics
from typing_extensions import assert_type


def new_style(run: Run) -> None:
    data = rundata_compat.wrap(run).data
    assert_type(data.metrics["acc"], float)
    assert_type(data.params["depth"], str)
    assert_type(data.tags.get("team"), str | None)
    plain: dict[str, float] = data.metrics
    plain["acc"] = 1.0
    data.metrics["acc"] = 1.0
    del data.metrics["acc"]
    data.metrics.pop("acc")
    data.metrics.pop("acc", None)
    "acc" in data.metrics
    data.metrics == {"acc": 1.0}
    data.metrics != {}
    for key, value in data.metrics.items():
        assert_type(key, str)
        assert_type(value, float)
    for name in data.metrics:
        data.metrics[name] + len(name.upper())
    sorted(data.metrics)
    max(data.metrics, key=lambda name: data.metrics[name])
    {name: data.metrics[name] for name in data.metrics}
    dict(data.metrics)
    {**data.metrics, "more": 1.0}
    data.metrics | {"more": 1.0}
    data.metrics.copy()["acc"]
    ",".join(data.params)


def elements(run: Run) -> None:
    data = rundata_compat.wrap(run).data
    for m in data.metrics:
        assert_type(m, MetricKey)
        m.key + "x"  # deprecated
        m.value + 0.5  # deprecated
        m.timestamp + 1  # deprecated
        m.step + 1  # deprecated
        metric: Metric = m
        metric.value  # an entity is no element of a container any more
    [m for m in data.metrics if m.key == "acc"]  # deprecated
    {m.key: 1 for m in data.metrics}  # deprecated
    [p.value.upper() for p in data.params]  # deprecated
    next(t for t in data.tags if t.key == "team").startswith("x")  # deprecated
    next(iter(data.metrics)).value  # deprecated
    next(filter(lambda p: p.key == "depth", data.params))  # deprecated
    sorted(data.metrics, key=lambda m: m.value)  # deprecated
    max(data.metrics, key=lambda m: m.timestamp)  # deprecated
    list(data.tags)[0].value  # deprecated
    list(map(lambda m: m.value, data.metrics))  # deprecated
    any(m.value == 0.0 for m in data.metrics)  # deprecated
    for _, m in enumerate(data.metrics):
        m.to_proto()  # deprecated
    for p, t in zip(data.params, data.tags):
        p.value  # deprecated
        t.value  # deprecated
    for m in reversed(data.metrics):
        m.key  # deprecated


def lists(run: Run, metric: Metric, param: Param, tag: RunTag) -> None:
    data = rundata_compat.wrap(run).data
    c = data.metrics
    assert_type(c, Metrics)
    c[0].key  # deprecated
    c[-1].value + 0.5  # deprecated
    c[:1][0].timestamp  # deprecated
    c[0] = metric  # deprecated
    c[:] = [metric]  # deprecated
    del c[0]  # deprecated
    del c[:]  # deprecated
    c.append(metric)  # deprecated
    c.extend([metric])  # deprecated
    c.insert(0, metric)  # deprecated
    c.remove(metric)  # deprecated
    c.pop().value  # deprecated
    c.pop(0).value  # deprecated
    c.index(metric) + 1  # deprecated
    c.count(metric) + 1  # deprecated
    c.sort(key=lambda m: m.value)  # deprecated
    c.reverse()  # deprecated
    (c + [metric])[0].value  # deprecated
    ([metric] + c)[0].value  # deprecated
    c + c  # deprecated
    c += [metric]  # deprecated
    c * 2  # deprecated
    2 * c  # deprecated
    metric in c  # deprecated where MLflow is typed
    c == [metric]  # deprecated
    c != [metric]  # deprecated
    data.params.append(param)  # deprecated
    data.tags.append(tag)  # deprecated
    data.tags[0].value.upper()  # deprecated


def other_names(run: Run, metric: Metric) -> None:
    data = rundata_compat.RunData([metric], [Param("p", "1")], [RunTag("t", "x")])
    data.metrics["acc"] + 0.5
    data.metrics[0].value  # deprecated
    assert_type(data.metric_objs[0], Metric)
    assert_type(rundata_compat.entities(run.data).tags, list[RunTag])
    assert_type(rundata_compat.RunData.from_proto(data.to_proto()), rundata_compat.RunData)
    rundata_compat.install(warn="record", record_to="uses.jsonl")
    with rundata_compat.installed("error"):
        assert_type(rundata_compat.is_installed(), bool)
    rundata_compat.runs_to_pandas([run])

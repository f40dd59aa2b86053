"""RD409: programs with a half for each API, which are left as they are and named, and some that only look like it."""

from __future__ import annotations

import pytest
from checks import HEAD, check_noop, migrated

NAMED = (
    """\
for c in (run.data.params, run.data.tags):
    if isinstance(c, dict):  # MLflow 1.0
        print(sorted(c.items()))
    else:
        print(sorted((e.key, e.value) for e in c))
""",
    """\
OLD = mlflow.__version__.split(".")[0] == "0"
def show():
    if not OLD:
        return sorted(run.data.metrics)
    # lists
    return sorted(m.key for m in run.data.metrics)
print(show())
""",
    """\
MAJOR = tuple(int(part) for part in mlflow.__version__.split("."))[0]
if MAJOR > 9:
    print("far")
elif MAJOR >= 1:
    print(run.data.params)
else:
    print({p.key: p.value for p in run.data.params})
""",
    """\
items = run.data.params
if not isinstance(items, dict):
    items = {p.key: p.value for p in items}
print(items)
""",
    """\
def pairs(c):
    try:
        return sorted(c.items())
    except AttributeError:
        return sorted((e.key, e.value) for e in c)
print(pairs(run.data.params), pairs(run.data.tags))
""",
    """\
for t in run.data.tags:
    if hasattr(t, "key"):
        print(t.key, t.value)
    else:
        print(t, run.data.tags[t])
""",
    """\
print(({p.key: p.value for p in run.data.params} if mlflow.__version__ < "1.0" else run.data.params or {}).get("acc"))
""",
    """\
if mlflow.__version__ != "1.0.0":
    print({p.key: p.value for p in run.data.params})
elif mlflow.__version__ >= "2":
    print({p.key: p.value for p in run.data.params})
else:
    print(dict(run.data.params))
""",
    """\
if mlflow.__version__ >= "1.2":
    print(dict(run.data.params))
else:
    print({p.key: p.value for p in run.data.params})
""",
    """\
c = run.data.tags or []
print(dict(c) if isinstance(c, dict) else {t.key: t.value for t in c})
""",
    """\
def show(k):
    try:
        return run.data.metrics[k]
    except Exception:
        return next((m.value for m in run.data.metrics if m.key == k), None)
print(show("acc"))
""",
    """\
if mlflow.__version__ < "1":
    extra = [p.key for p in run.data.params]
print(mlflow.__version__ < "1" and extra)
""",
    """\
def keys():
    if mlflow.__version__ < "1":
        for p in run.data.params:
            yield p.key
    else:
        return list(run.data.params)
print(keys())
""",
    """\
def show(k):
    if isinstance(run.data.metrics, dict) and k in run.data.metrics:
        return run.data.metrics[k]
    return next((m.value for m in run.data.metrics if m.key == k), None)
print(show("acc"))
""",
    """\
print(mlflow.__version__ < "1" and [p.key for p in run.data.params] or list(run.data.params))
""",
)

NOOP = (
    """\
def to_dict(items):
    return items if isinstance(items, dict) else {i.key: i.value for i in items}
print(to_dict)
""",
    """\
def to_dict(items):
    return items if isinstance(items, dict) else {i.key: i.value for i in items}
print(to_dict(run.data.metrics), to_dict(client.get_metric_history("a", "acc")))
""",
    """\
if mlflow.__version__ >= "1.0":
    print(run.info.run_id)
else:
    print(run.info.run_uuid)
""",
    """\
if isinstance(run.data.params, dict):
    print(dict(run.data.params))
""",
    """\
if mlflow.__version__ >= "1.0.0":
    print(run.data.params.get("acc"))
""",
)


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("body", NAMED)
def test_both_halves_are_left_and_named(body: str, unsafe: bool) -> None:
    old, result, new = migrated(body, unsafe=unsafe)
    assert new == old
    assert {finding.rule for finding in result.findings} == {"RD409"}


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("body", NOOP)
def test_nothing_is_said(body: str, unsafe: bool) -> None:
    check_noop(body, unsafe)


def test_what_stands_beside_is_rewritten() -> None:
    line = "print({p.key: p.value for p in run.data.params})\n"
    half = f"if mlflow.__version__ < '1':\n    {line}else:\n    print(dict(run.data.params))\n"
    _, _, new = migrated(half + line)
    assert new == HEAD + half + "print(dict(run.data.params))\n"


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("kind", ["Metric", "(Metric, Param)", "entities.Metric"])
def test_the_class_of_an_element_is_no_test_of_the_api(kind: str, unsafe: bool) -> None:
    """On dicts the element is a key, and the first half would never run: it is named, and nothing is deleted."""
    old, result, new = migrated(
        "from mlflow import entities\nfrom mlflow.entities import Metric, Param\n"
        f"for m in run.data.metrics:\n    if isinstance(m, {kind}):\n        print(m.key, m.value)\n    else:\n        print(m)\n",
        unsafe=unsafe,
    )
    assert new == old
    assert result.findings
    assert "RD409" not in {finding.rule for finding in result.findings}

"""RD501: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD501"

_HEAD = "from typing import List, Optional\nfrom mlflow.entities import Metric, Param, RunTag\n"

SAME = (
    _HEAD
    + """\
def show(metrics: List[Metric], tags: Optional[List[RunTag]] = None) -> None:
    for m in metrics:
        print(m.key, m.value)
    print(tags is None)
show(run.data.metrics)
""",
    _HEAD
    + """\
found: List[Param] = run.data.params
print([p.value for p in found])
""",
    """\
import typing as t
from mlflow import entities
found = run.data.params  # type: t.List[entities.Param]  # of the run
print({p.key: p.value for p in found})
""",
    _HEAD
    + """\
def total(metrics, start):
    # type: (List[Metric], float) -> float
    return start + sum(m.value for m in metrics)
print(total(run.data.metrics, 1.0) == total(run.data.metrics, 1.0))
""",
    _HEAD
    + """\
def names(params: 'List[Param]'):
    \"\"\"The names.

    Args:
        params (List[Param]): what the run was given: a list of Param.
    \"\"\"
    return [p.key for p in params]
print(names(run.data.params))
""",
    """\
from collections.abc import Sequence
from mlflow.entities import Metric
def names(metrics: 'Sequence[Metric] | None'):
    return [m.key for m in metrics]
print(names(run.data.metrics))
""",
)

KEPT = (
    _HEAD
    + """\
found: List[List[Metric]] = run.data.metrics
print(len(found))
""",
    _HEAD
    + """\
found: List[Param] = run.data.metrics
print(len(found))
""",
    """\
from typing import List
from mlflow.entities import Metric
Dict = list
found: List[Metric] = run.data.metrics
print(len(found), Dict())
""",
    """\
from typing import List
class Metric:
    pass
found: List[Metric] = run.data.metrics
print(len(found))
""",
    _HEAD
    + """\
found: List[Metric] = run.data.metrics
print([m.timestamp for m in found])
""",
    _HEAD
    + """\
found: List[RunTag] = run.data.tags or []
print(len(found))
""",
    _HEAD
    + """\
m: Metric = run.data.metrics[0]
print(m.value)
""",
)

NOOP = (
    _HEAD
    + """\
history: List[Metric] = [Metric('a', 1.0, 0)]
print([m.key for m in history])
""",
    """\
from typing import Dict
found: Dict[str, float] = run.data.metrics
print(len(found))
""",
    _HEAD
    + """\
def log(metrics: List[Metric]):
    return [m.key for m in metrics]
print(log([Metric('a', 1.0, 0)]))
""",
    _HEAD
    + """\
def f():
    \"\"\"Uses a List[Metric].

    :rtype: int
    \"\"\"
    return len(run.data.metrics)
print(f())
""",
    """\
def f(metrics):
    \"\"\"Counts.

    :param metrics: the metrics, a list of Metric objects or a dict
    \"\"\"
    return len(metrics)
print(f(run.data.metrics))
""",
    _HEAD
    + """\
text = 'List[Metric]'  # a comment: List[Metric]
found = run.data.metrics  # a List[Metric] once
print(text, len(found))
""",
)

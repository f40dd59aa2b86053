"""What the shim's containers cost, as ratios against MLflow's own in one run.

    python benchmarks/shim.py

Run it with the Python of an environment that has MLflow and rundata_compat. Each pair is timed in turns, the best
of many rounds counts, and only the ratios mean anything.
"""

from __future__ import annotations

import sys
import timeit
import tracemalloc
import warnings
from collections.abc import Callable
from typing import Any

import mlflow
import rundata_compat
from mlflow.entities import Metric, Param, RunData, RunTag

LISTS = mlflow.__version__.startswith("0.")
NAMES = [f"metric_{number}" for number in range(10)]


def build(kind: Any) -> Any:
    metrics = [Metric(name, 0.5, 1) if LISTS else Metric(name, 0.5, 1, 0) for name in NAMES]
    return kind(metrics, [Param(name, "1") for name in NAMES], [RunTag(name, "x") for name in NAMES])


def best(function: Callable[[], object], number: int = 2000) -> float:
    return min(timeit.repeat(function, number=number, repeat=5)) / number


def ratio(native: Callable[[], object], dual: Callable[[], object]) -> float:
    """The best of both, measured in turns."""
    pairs = [(best(native), best(dual)) for _ in range(5)]
    return min(pair[1] for pair in pairs) / min(pair[0] for pair in pairs)


def memory(kind: Any) -> int:
    tracemalloc.start()
    runs = [build(kind) for _ in range(10000)]
    for data in runs:
        _ = data.metrics["metric_5"] if not LISTS or kind is not RunData else data.metrics[5]
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size


def main() -> None:
    """Print a table of ratios."""
    warnings.simplefilter("ignore")
    dual_class = rundata_compat.RunData
    dual = build(dual_class).metrics
    native = dict(dual.items())
    key = next(iter(dual))

    def rows() -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
        return [
            ("build and one read", lambda: build(RunData).metrics, lambda: build(dual_class).metrics),
            ("c['k']", lambda: native["metric_5"], lambda: dual["metric_5"]),
            ("c.get", lambda: native.get("metric_5"), lambda: dual.get("metric_5")),
            ("c.items()", lambda: list(native.items()), lambda: list(dual.items())),
            ("'k' in c", lambda: "metric_5" in native, lambda: "metric_5" in dual),
            ("for k in c", lambda: list(native), lambda: list(dual)),
            ("dict(c)", lambda: dict(native), lambda: dict(dual)),
        ]

    print(f"MLflow {mlflow.__version__}, Python {sys.version.split()[0]}: times native")
    for name, one, other in rows():
        print(f"{name:20} {ratio(one, other):6.2f}")
    print(f"{'10,000 runs, memory':20} {memory(dual_class) / memory(RunData):6.2f}")
    print(f"a legacy attribute, its place known: {best(lambda: key.value, 20000) * 1e6:.2f} microseconds here")


if __name__ == "__main__":
    main()

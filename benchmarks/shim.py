"""What the shim's containers cost, as ratios against MLflow's own in one run.

    python benchmarks/shim.py

Run it with the Python of an environment that has MLflow and rundata_compat. Each pair is timed in turns, in
the processor's time, the best of many rounds counts, and only the ratios mean anything.
"""

from __future__ import annotations

import sys
import time
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
    return min(timeit.repeat(function, timer=time.process_time, number=number, repeat=5)) / number


def rounds(function: Callable[[], object]) -> int:
    """How often to call it, so that a round takes a few milliseconds."""
    began = timeit.default_timer()
    function()
    return max(3, min(2000, int(0.01 / (timeit.default_timer() - began + 1e-9))))


def ratio(native: Callable[[], object], dual: Callable[[], object]) -> float:
    """The best of both, measured in turns."""
    number, other = rounds(native), rounds(dual)
    pairs = [(best(native, number), best(dual, other)) for _ in range(5)]
    return min(pair[1] for pair in pairs) / min(pair[0] for pair in pairs)


def memory(kind: Any) -> int:
    tracemalloc.start()
    runs = [build(kind) for _ in range(10000)]
    for data in runs:
        _ = data.metrics["metric_5"] if not LISTS or kind is not RunData else data.metrics[5]
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return size


def metrics(kind: Any, size: int) -> Any:
    return kind(
        [Metric(f"m{n}", float(n), 1) if LISTS else Metric(f"m{n}", float(n), 1, 0) for n in range(size)]
    ).metrics


def compared(size: int) -> list[tuple[str, Callable[[], object], Callable[[], object]]]:
    """Operation, as MLflow's own dict or list of entities does it, as the container does."""
    dual = metrics(rundata_compat.RunData, size)
    native = dict(dual.items())
    entities = dual[:]
    key = f"m{size // 2}"

    def loop(over: Any) -> None:
        for _ in over:
            pass

    return [
        ("c['k']", lambda: native[key], lambda: dual[key]),
        ("c.get", lambda: native.get(key), lambda: dual.get(key)),
        ("c.items()", lambda: list(native.items()), lambda: list(dual.items())),
        ("'k' in c", lambda: key in native, lambda: key in dual),
        ("dict(c)", lambda: dict(native), lambda: dict(dual)),
        ("for k in c, again", lambda: loop(native), lambda: loop(dual)),
        ("list(c), again", lambda: list(native), lambda: list(dual)),
        ("[m.value for m in c], again", lambda: [m.value for m in entities], lambda: [m.value for m in dual]),
        ("c[3]", lambda: entities[3], lambda: dual[3]),
    ]


def growth(work: Callable[[Any], object]) -> float:
    """How many times longer 4,000 entries take than 1,000: 4 where the cost is linear, 16 where it is quadratic."""
    times = []
    for size in (1000, 4000):
        made = [metrics(rundata_compat.RunData, size) for _ in range(7)]
        times.append(min(timeit.timeit(lambda c=c: work(c), timer=time.process_time, number=1) for c in made))
    return times[1] / times[0]


def by_index(container: Any) -> None:
    for i in range(len(container)):
        container[i]


def popped(container: Any) -> None:
    while container:
        container.pop()


def main() -> None:
    """Print a table of ratios."""
    warnings.simplefilter("ignore")
    dual_class = rundata_compat.RunData
    print(f"MLflow {mlflow.__version__}, Python {sys.version.split()[0]}: times native, with 10 entries and with 4,000")
    print(f"{'build and one read':30} {ratio(lambda: build(RunData).metrics, lambda: build(dual_class).metrics):8.2f}")
    for few, many in zip(compared(10), compared(4000)):  # noqa: B905  (the shim's Pythons, from 3.7 on)
        print(f"{few[0]:30} {ratio(*few[1:]):8.2f} {ratio(*many[1:]):8.2f}")
    print(f"{'10,000 runs, memory':30} {memory(dual_class) / memory(RunData):8.2f}")
    print("four times the entries take times as long:")
    for name, work in (
        ("for i in range(len(c)): c[i]", by_index),
        ("while c: c.pop()", popped),
        ("list(c), first", list),
    ):
        print(f"{name:30} {growth(work):8.2f}")
    key = next(iter(build(dual_class).metrics))
    print(f"a legacy attribute, its place known: {best(lambda: key.value, 20000) * 1e6:.2f} microseconds here")


if __name__ == "__main__":
    main()

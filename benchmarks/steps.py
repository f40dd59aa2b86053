"""What each step costs a line, as multiples of ``ast.parse`` in the same run.

python benchmarks/steps.py FILE.py ...
"""

from __future__ import annotations

import ast
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import libcst as cst

from rundata_migrate import screen, taint
from rundata_migrate.api import migrate_source
from rundata_migrate.flow.bindings import Bindings
from rundata_migrate.pauses import without_collection
from rundata_migrate.syntax import Tree


def cost(step: Callable[[object], object], inputs: Sequence[object], repeats: int = 3) -> float:
    """The best of a few runs over all inputs, in seconds of the processor: another program may take the rest."""
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        for one in inputs:
            step(one)
        best = min(best, time.process_time() - start)
    return best


def main(paths: list[str]) -> None:
    """Print a line for each step."""
    data = [Path(path).read_bytes() for path in paths]
    texts = [one.decode() for one in data]
    lines = sum(text.count("\n") for text in texts)
    trees = [Tree(text) for text in texts]
    with without_collection():
        parse = cost(ast.parse, texts)  # type: ignore[arg-type]
    steps = [
        ("byte screen", screen.may_hold_site, data),
        ("ast.parse", ast.parse, texts),
        ("ast.parse and taint", taint.may_hold_site, texts),
        ("libcst parse", cst.parse_module, texts),
        ("libcst parse, spans, parents", Tree, texts),
        ("bindings", Bindings, trees),
        ("the whole engine", lambda text: migrate_source(text, uses_mlflow=True), texts),
    ]
    print(f"{lines} lines")
    for name, step, inputs in steps:
        with without_collection():  # as the tool runs
            seconds = cost(step, inputs)  # type: ignore[arg-type]
        print(f"{name:30} {seconds / lines * 1e6:8.2f} us/line {seconds / parse:8.2f} x ast.parse")


if __name__ == "__main__":
    main(sys.argv[1:])

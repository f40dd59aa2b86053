"""What a site costs in a long file, beside one in a short file: the ratios of one run are what to look at.

    python benchmarks/sites.py [sizes] [shapes]

For each shape of tests/shapes.py the processor time of 100, 200 and 400 sites (or functions, classes, modules) is
taken, the best of three, and how many times the one before it is. Linear is 2.
"""

from __future__ import annotations

import itertools
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from shapes import SHAPES

from rundata_migrate.engine import migrate_program
from rundata_migrate.findings import EngineOptions, Source
from rundata_migrate.pauses import without_collection

TIMES = 3


@without_collection()
def cost(sources: list[Source]) -> float:
    """The least processor time of a few runs."""
    best = float("inf")
    for _ in range(TIMES):
        start = time.process_time()
        migrate_program(sources, EngineOptions(unsafe_fixes=True))
        best = min(best, time.process_time() - start)
    return best


def main(arguments: list[str]) -> None:
    """Print a line for each shape."""
    sizes = [int(size) for size in arguments[0].split(",")] if arguments else [100, 200, 400]
    shapes = arguments[1].split(",") if len(arguments) > 1 else list(SHAPES)
    print("shape".ljust(22), *(f"{size:>8}" for size in sizes), " times the one before")
    for shape in shapes:
        costs = [cost(SHAPES[shape](size)) for size in sizes]
        ratios = " ".join(f"{two / one:.2f}" for one, two in itertools.pairwise(costs))
        print(shape.ljust(22), *(f"{one:7.2f}s" for one in costs), f" {ratios}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

"""What it costs to find the documents that belong together, as multiples of ``ast.parse`` of the tree in the same run.

python benchmarks/linking.py FOLDER ...      # trees of your own
python benchmarks/linking.py                 # made ones, all files connected, each twice as large as the one before
"""

from __future__ import annotations

import ast
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from rundata_migrate import files, survey
from rundata_migrate.config import Options
from rundata_migrate.project import run, surroundings, work
from rundata_migrate.project.gathering import Group

FILE = """\
import mlflow
{imports}

def table_{n}(items):
    return {{item.key: item.value for item in items}}


def report_{n}(run_id):
    run = mlflow.get_run(run_id)
    rows = table_{n}(run.data.metrics)
    return rows or table_{before}(run.data.params)
"""


def make(folder: Path, count: int) -> None:
    """A package of so many modules, each of which hands run data to the one before."""
    package = folder / "package"
    package.mkdir()
    (folder / "setup.py").write_text("")
    (package / "__init__.py").write_text("")
    for n in range(count):
        before = (n or count) - 1
        imports = f"from package.module_{before} import table_{before}\n"
        (package / f"module_{n}.py").write_text(FILE.format(n=n, before=before, imports=imports))


def seconds(step: Callable[[], object]) -> float:
    """Processor time, for another program may take the rest."""
    start = time.process_time()
    step()
    return time.process_time() - start


def parse_all(paths: list[str]) -> None:
    """Parse what can be parsed."""
    for path in paths:
        try:
            ast.parse(files.read(path))
        except (SyntaxError, ValueError):
            continue


def measure(folder: str) -> None:
    """Print a line for a tree."""
    found = survey.take([folder])
    around = surroundings.look_around(os.path.realpath(folder))
    options = Options().for_engine(surroundings.project_facts(found, around))
    parse = seconds(lambda: parse_all(found.files))
    worth: dict[str, work.Worth] = {}
    screen = seconds(lambda: worth.update(work.may_hold_site(path, options) for path in found.survivors))
    worth = {path: found_worth for path, found_worth in worth.items() if found_worth}
    groups: list[Group] = []
    link = seconds(lambda: groups.extend(run.groups_of(worth, found, around)))
    engine = seconds(lambda: [work.migrate_group(group, options) for group in groups])
    together = sum(len(group.members) for group in groups)
    print(
        f"{len(found.files):6} {len(worth):6} {together:6} {len(groups):6}"
        f" {screen / parse:8.2f} {link / parse:8.2f} {engine / parse:8.2f}   {parse:.2f} s  {folder}"
    )


def main(folders: list[str]) -> None:
    """Print a line for each tree."""
    warnings.simplefilter("ignore")
    print(" files  seeds   read groups   screen  linking   engine   ast.parse")
    for folder in folders:
        measure(folder)
    for count in (125, 250, 500) if not folders else ():
        with tempfile.TemporaryDirectory() as made:
            make(Path(made), count)
            measure(made)


if __name__ == "__main__":
    main(sys.argv[1:])

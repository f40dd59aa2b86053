"""A second run finds what the first one left: the same places, in the same words, with the same exit status."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from rundata_migrate import api
from rundata_migrate.findings import Finding

HERE = Path(__file__).resolve().parent
PROGRAMS = sorted((HERE / "programs").glob("*/*.py"))
PROJECTS = sorted(path.parent for path in (HERE / "projects").glob("*/main.py"))
MODES: dict[str, dict[str, object]] = {"safe": {}, "unsafe": {"unsafe_fixes": True}, "shim": {"fallback": "shim"}}

Told = Counter[tuple[str, str, int, int, str]]


def left(findings: Sequence[Finding], *, in_new_text: bool) -> Told:
    """What is left, where it stands in the text after the fixes."""
    told: Told = Counter()
    for finding in findings:
        if not finding.fixed:
            place = finding.place_after if in_new_text and finding.place_after is not None else finding.place
            told[finding.path, finding.rule, place.line, place.column, finding.message] += 1
    return told


def without_repeats(findings: Sequence[Finding]) -> None:
    """Nothing is said twice of one place."""
    said = Counter((one.path, one.place, one.rule, one.message) for one in findings)
    assert [key for key, count in said.items() if count > 1] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_program_twice(path: Path, mode: str) -> None:
    first = api.migrate_source(path.read_text(encoding="utf-8"), path=path.name, **MODES[mode])  # type: ignore[arg-type]
    without_repeats(first.findings)
    if first.new_text is not None:
        second = api.migrate_source(first.new_text, path=path.name, **MODES[mode])  # type: ignore[arg-type]
        assert second.new_text is None
        assert left(second.findings, in_new_text=False) == left(first.findings, in_new_text=True)


@pytest.mark.parametrize("folder", PROJECTS, ids=lambda path: path.name)
def test_a_project_twice(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    first = api.migrate_paths([copy], write=True)
    second = api.migrate_paths([copy])
    without_repeats(first.findings)
    assert second.summary.changed == 0
    assert left(second.findings, in_new_text=False) == left(first.findings, in_new_text=True)
    assert second.summary.exit_status(writes=False) == first.summary.exit_status(writes=True)


HEAD = "from mlflow.tracking import MlflowClient\nrun = MlflowClient().get_run('r1')\n"
OLD = "print([m.key for m in run.data.metrics])\n"
NEIGHBOURS = {
    "new-style": "print(list(run.data.tags))\nprint(max(run.data.metrics, key=run.data.metrics.get))\n"
    "for k in run.data.params:\n    print(k)\n",
    "handed-on": "show(run.data.tags)\nfor k in run.data.params:\n    show(k)\nx = run.data.tags or other\n",
    "dumped": "import json\nd = run.to_dictionary()\njson.dumps(d)\n",
    "queue": "from collections import deque\nq = deque(run.data.tags)\nwhile q:\n    print(q.popleft().key)\n",
    "timestamp": "print([(m.key, m.timestamp) for m in run.data.metrics])\n",
    "unknown": "for t in wrap(run.data.tags):\n    print(t.key)\n",
    "yielded": "def f():\n    yield from run.data.params\n\n\nx = [p.value for p in f()]\n",
    "chained": "from itertools import chain\nx = [e for e in chain(run.data.params, run.data.tags)]\n",
}
NOT_OLD = ("new-style", "handed-on", "dumped", "chained")


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_what_is_said_does_not_depend_on_neighbours(name: str) -> None:
    alone = api.migrate_source(HEAD + NEIGHBOURS[name])
    above = api.migrate_source(HEAD + OLD + NEIGHBOURS[name])
    below = api.migrate_source(HEAD + NEIGHBOURS[name] + OLD)

    whole = [(one.rule, one.place.line) for one in alone.findings]
    assert bool(whole) is (name not in NOT_OLD)
    others = [(one.rule, one.place.line - 1) for one in above.findings if one.place.line > 3]
    assert others == whole
    last = HEAD.count("\n") + NEIGHBOURS[name].count("\n")
    assert [(one.rule, one.place.line) for one in below.findings if one.place.line <= last] == whole

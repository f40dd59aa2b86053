"""What the tests of single rules hold their programs against; the programs run on stubs of both APIs."""

from __future__ import annotations

from dataclasses import replace

from fuzz.compare import divergences, same
from fuzz.world import DATASETS, NEW, OLD, Outcome, execute

from rundata_migrate.api import migrate_source
from rundata_migrate.findings import DocumentResult

HEAD = """\
import mlflow
from mlflow.tracking import MlflowClient
client = MlflowClient()
run = client.get_run('a')
"""
"""What every program begins with."""


def migrated(body: str, *, unsafe: bool = False) -> tuple[str, DocumentResult, str]:
    """The program before, what the engine says, and the program after; a second run must change nothing."""
    old = HEAD + body
    result = migrate_source(old, path="program.py", unsafe_fixes=unsafe)
    new = old if result.new_text is None else result.new_text
    if result.new_text is not None:
        assert migrate_source(new, path="program.py", unsafe_fixes=unsafe).new_text is None, new
    return old, result, new


def check_same(rule: str, body: str, unsafe: bool = False) -> None:
    """The rule rewrites something, nothing is left, and the program does what it did."""
    old, result, new = migrated(body, unsafe=unsafe)
    assert rule in {finding.rule for finding in result.findings if finding.fixed}, new
    assert [finding for finding in result.findings if not finding.fixed] == [], new
    found = divergences(old, new)
    assert not found, f"{new}\n{found[0]}"


def check_unsafe(rule: str, body: str) -> None:
    """With unsafe fixes all is rewritten, and the program does what it did but for what it asks of the server."""
    assert migrated(body)[1].new_text is None
    old, result, new = migrated(body, unsafe=True)
    assert rule in {finding.rule for finding in result.findings if finding.fixed}, new
    assert [finding for finding in result.findings if not finding.fixed] == [], new
    for dataset in DATASETS:
        before, after = _unasked(execute(old, OLD, dataset)), _unasked(execute(new, NEW, dataset))
        if before.error in ("IndexError", "StopIteration") and after.error == "ValueError":
            after = replace(after, error=before.error)  # a missing key: the message says so
        assert same(before, after), f"{new}\non the data {dataset.name!r}\n{before}\n{after}"


def _unasked(outcome: Outcome) -> Outcome:
    """Without the questions to the tracking server."""
    return replace(outcome, output=tuple(line for line in outcome.output if not line.startswith("[get_")))


def check_kept(rule: str, body: str, *, unsafe: bool = False) -> None:
    """The rule's rewrite would be wrong: another one does, or a person is told."""
    old, result, new = migrated(body, unsafe=unsafe)
    assert rule not in {finding.rule for finding in result.findings if finding.fixed}, new
    assert result.findings, "neither rewritten nor named"
    if all(finding.fixed for finding in result.findings):
        found = divergences(old, new)
        assert not found, f"{new}\n{found[0]}"


def check_named(rule: str, body: str) -> None:
    """Nothing is changed, and the rule says so."""
    _, result, new = migrated(body)
    assert result.new_text is None, new
    assert rule in {finding.rule for finding in result.findings}, result.findings


def check_noop(body: str, unsafe: bool = False) -> None:
    """Nothing is changed and nothing is said, though the module imports mlflow."""
    _, result, new = migrated(body, unsafe=unsafe)
    assert result.new_text is None, new
    assert result.findings == ()

"""Code that looks like the list API, or did once, and must come out as it is.

``lookalikes/*.py``: nothing is changed and nothing is said. ``lookalikes/dual/*.py`` works on both sides of
1.0: it may be said which half is dead. ``lookalikes/reported/*.py``: a person must look, so something is
said, and nothing is changed.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from rundata_migrate.api import migrate_source
from rundata_migrate.findings import Confidence, Finding, Safety

ROOT = Path(__file__).parents[1] / "lookalikes"
SILENT = sorted(ROOT.glob("*.py"))
DUAL = sorted(ROOT.glob("dual/*.py"))
REPORTED = sorted(ROOT.glob("reported/*.py"))

OF_OTHER_PROJECTS = {"unknown_run_without_mlflow"}
"""Nothing tells these from the list API but that their project has no MLflow."""


def findings_of_unchanged(path: Path, *, unsafe_fixes: bool, uses_mlflow: bool = False) -> list[str]:
    """What is said about the file, which must not be changed."""
    source = path.read_text(encoding="utf-8")
    result = migrate_source(source, path=path.name, unsafe_fixes=unsafe_fixes, uses_mlflow=uses_mlflow)
    assert result.new_text is None, result.new_text
    assert not any(finding.fixed or finding.error for finding in result.findings)
    return [described(finding) for finding in result.findings if not finding.is_doubtful]


def described(finding: Finding) -> str:
    assert finding.safety is Safety.MANUAL or finding.fix is not None
    return f"{finding.place.line}: {finding.rule} {finding.safety.value} {finding.message}"


@pytest.mark.parametrize("unsafe_fixes", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", SILENT, ids=lambda path: path.stem)
def test_look_alikes_are_left_in_peace(path: Path, unsafe_fixes: bool) -> None:
    if path.stem in OF_OTHER_PROJECTS and unsafe_fixes:
        result = migrate_source(path.read_text(encoding="utf-8"), unsafe_fixes=True)
        assert {finding.confidence for finding in result.findings} == {Confidence.DOUBTFUL}
        return
    assert findings_of_unchanged(path, unsafe_fixes=unsafe_fixes) == []


@pytest.mark.parametrize("path", SILENT, ids=lambda path: path.stem)
def test_a_project_that_uses_mlflow_changes_nothing(path: Path) -> None:
    if path.stem not in OF_OTHER_PROJECTS:
        assert findings_of_unchanged(path, unsafe_fixes=False, uses_mlflow=True) == []


@pytest.mark.parametrize("path", DUAL, ids=lambda path: path.stem)
def test_dual_code_is_left_as_it_is(path: Path) -> None:
    findings_of_unchanged(path, unsafe_fixes=False)


@pytest.mark.parametrize("path", REPORTED, ids=lambda path: path.stem)
def test_what_a_person_must_look_at_is_named(path: Path) -> None:
    assert findings_of_unchanged(path, unsafe_fixes=False, uses_mlflow=True)


def test_the_corpus_is_whole() -> None:
    assert len(SILENT) >= 100
    assert len(DUAL) >= 10
    for path in SILENT + DUAL + REPORTED:
        ast.parse(path.read_text(encoding="utf-8"))
    texts = [path.read_text(encoding="utf-8") for path in SILENT]
    assert len(set(texts)) == len(texts)

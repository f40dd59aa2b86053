"""One bad thing stops nothing: an exception anywhere becomes a finding on the files that it was about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rundata_migrate import depth
from rundata_migrate.api import migrate_paths
from rundata_migrate.documents import python
from rundata_migrate.engine import migrate_program, migrate_text, programs, rounds
from rundata_migrate.findings import DocumentResult, EngineOptions, Source

GOOD = "import mlflow\n\nprint([m.key for m in mlflow.active_run().data.metrics])\n"
BAD = GOOD.replace("print", "show")
KEPT = (
    "import mlflow\n\n\nclass Reader:\n    def __init__(self):\n"
    "        self.kept = mlflow.active_run().data.metrics\n\n"
    "    def names(self):\n        return [m.key for m in self.kept]\n"
)


def fails_on(
    function: Callable[..., object], reason: BaseException, is_bad: Callable[..., bool]
) -> Callable[..., object]:
    """The function, but for the arguments that are bad."""

    def failing(*arguments: object, **named: object) -> object:
        if is_bad(*arguments):
            raise reason
        return function(*arguments, **named)

    return failing


def has_bad_text(tree: object, *_: object) -> bool:
    return "show(" in getattr(tree, "text", "")


def break_stage(stage: str, reason: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a stage of the engine fail on the text that says ``show``."""
    if stage == "parse":
        failing = fails_on(programs.parse_document, reason, has_bad_text)
        monkeypatch.setattr(programs, "parse_document", failing)
    elif stage == "bindings":
        failing = fails_on(rounds.bindings_of, reason, lambda tree, known: has_bad_text(tree))
        monkeypatch.setattr(rounds, "bindings_of", failing)
    elif stage == "sites":
        failing = fails_on(rounds.find_sites, reason, lambda context, *_: has_bad_text(context.tree))
        monkeypatch.setattr(rounds, "find_sites", failing)
    elif stage == "rules":
        failing = fails_on(rounds.decide, reason, lambda site: has_bad_text(site.context.tree))
        monkeypatch.setattr(rounds, "decide", failing)
    elif stage == "apply":
        failing = fails_on(rounds.apply_edits, reason, lambda text, edits: "show(" in text)
        monkeypatch.setattr(rounds, "apply_edits", failing)
    elif stage == "shim":
        failing = fails_on(rounds.import_edits, reason, has_bad_text)
        monkeypatch.setattr(rounds, "import_edits", failing)


STAGES = ["parse", "bindings", "sites", "rules", "apply", "shim"]
REASONS = [
    (KeyError("odd"), "RD907", "internal error, the file is left as it is: KeyError: 'odd'"),
    (RecursionError(), "RD905", depth.MESSAGE),
    (MemoryError(), "RD905", depth.MESSAGE),
]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize(("reason", "rule", "message"), REASONS, ids=["KeyError", "RecursionError", "MemoryError"])
@pytest.mark.parametrize("together", [False, True], ids=["alone", "together"])
def test_an_exception_in_a_stage_is_told_of_its_file(
    stage: str, reason: BaseException, rule: str, message: str, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_stage(stage, reason, monkeypatch)
    bad = BAD.replace("m.key", "m.timestamp") if stage == "shim" else BAD
    options = EngineOptions(fallback_shim=stage == "shim")
    texts = {"bad.py": bad, "good.py": GOOD}
    if together:
        results = migrate_program([Source(path, text) for path, text in texts.items()], options)
    else:
        results = [migrate_text(text, path, options) for path, text in texts.items()]
    told = {result.path: result for result in results}
    assert [(one.rule, one.message, one.error) for one in told["bad.py"].findings] == [(rule, message, True)]
    assert told["bad.py"].new_text is None
    assert told["good.py"].new_text is not None
    assert all(finding.fixed for finding in told["good.py"].findings)


def test_what_cannot_be_encoded_again_is_told_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode = python.PythonDocument.encode
    failing = fails_on(encode, KeyError("odd"), lambda document, text: "show(" in text)
    monkeypatch.setattr(python.PythonDocument, "encode", failing)
    for name, text in (("bad.py", BAD), ("good.py", GOOD)):
        (tmp_path / name).write_text(text)
    found = migrate_paths([tmp_path], write=True)
    assert {(Path(one.path).name, one.rule) for one in found.findings} == {
        ("bad.py", "RD907"),
        ("good.py", "RD202"),
    }
    assert (tmp_path / "bad.py").read_text() == BAD
    assert (tmp_path / "good.py").read_text() != GOOD


def test_what_others_may_bind_is_not_rewritten_where_they_could_not_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are looked at alone, because together they failed, may bind each other's attributes."""
    break_stage("bindings", KeyError("odd"), monkeypatch)
    other = "def fill(reader, rows):\n    reader.kept = show(rows)\n"
    reader, _ = migrate_program([Source("reader.py", KEPT), Source("other.py", other)], EngineOptions())
    assert reader.new_text is None
    assert [finding.rule for finding in reader.findings] == ["RD408"]
    assert migrate_text(KEPT, "reader.py", EngineOptions()).new_text is not None


@pytest.mark.parametrize(
    ("text", "is_aside"),
    [
        ("def f(:\n", True),
        ("print 'hello'\n", True),
        ("x = " + "(" * 5000 + ")" * 5000 + "\n", True),
        ("def f(:\n    run.data.metrics\n", False),
        ("print run.data.metrics\n", False),
    ],
)
def test_what_cannot_be_parsed_and_has_no_word_of_a_site_is_aside(text: str, is_aside: bool) -> None:
    result: DocumentResult = migrate_text(text, "a.py", EngineOptions())
    assert [(finding.error, finding.is_aside) for finding in result.findings] == [(True, is_aside)]

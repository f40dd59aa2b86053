"""A site costs the same in a long file as in a short one, and no chain is too long."""

from __future__ import annotations

import itertools
import sys
from types import FrameType

import pytest
from shapes import DEEP, SHAPES

from rundata_migrate.engine import migrate_program, migrate_text
from rundata_migrate.findings import EngineOptions, RecordedUse, Source

pytestmark = pytest.mark.mlflow  # takes long

OPTIONS = EngineOptions(unsafe_fixes=True)
MOST = 2.2
"""What twice as much may cost."""


def calls_made(sources: list[Source]) -> int:
    """How many functions are called while a program is migrated: what it costs, without a clock."""
    count = itertools.count()

    def note(_frame: FrameType, event: str, _arg: object) -> None:
        if event == "call":
            next(count)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        results = migrate_program(sources, OPTIONS)
    finally:
        sys.setprofile(before)
    assert any(result.new_text is not None for result in results)
    return next(count)


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_many_sites_cost_about_twice_as_much(shape: str) -> None:
    migrate_program(SHAPES[shape](2), OPTIONS)  # what is made once, for the process
    few, many = calls_made(SHAPES[shape](50)), calls_made(SHAPES[shape](100))
    assert many < MOST * few, f"{shape}: {few} calls, {many} for twice as many sites"


@pytest.mark.parametrize("shape", DEEP)
def test_what_is_a_thousand_links_deep_is_rewritten(shape: str) -> None:
    (result,) = migrate_program(DEEP[shape](1000), OPTIONS)
    assert result.new_text is not None
    assert all(finding.fixed for finding in result.findings), result.findings[:3]
    assert "[m.key for m in" not in result.new_text


@pytest.mark.parametrize(
    "step",
    ["a@@ = [m for m in a@]\n", "a@@ = sorted(a@, key=lambda m: m.value)\n"],
)
def test_what_is_handed_on_too_often_is_named_and_left(step: str) -> None:
    steps = "".join(step.replace("@@", str(at + 1)).replace("@", str(at)) for at in range(1000))
    text = f"import mlflow\n\nrun = mlflow.active_run()\na0 = run.data.metrics\n{steps}print([m.key for m in a1000])\n"
    result = migrate_text(text, "a.py", OPTIONS)
    assert result.new_text is None
    assert [finding.rule for finding in result.findings] == ["RD402"]
    assert "too many times" in result.findings[0].message


def test_an_entity_under_a_thousand_names_is_named() -> None:
    names = "".join(f"    a{at + 1} = a{at}\n" for at in range(1000))
    text = f"import mlflow\n\nfor a0 in mlflow.active_run().data.metrics:\n{names}    print(a1000.key)\n"
    result = migrate_text(text, "a.py", OPTIONS)
    assert result.new_text is None
    assert [finding.rule for finding in result.findings] == ["RD402"]


def test_a_record_is_followed_through_a_thousand_functions() -> None:
    functions = "".join(f"def f{at}(c):\n    return f{at + 1}(c)\n" for at in range(1000))
    text = f"import mlflow\n{functions}def f1000(c):\n    return [m.key for m in c]\nprint(f0(find()))\n"
    line = text[: text.index("[m.key")].count("\n") + 1
    use = RecordedUse(line, None, None, None, "iter", "metrics", 1, names=("c",))
    element = RecordedUse(line, line, 12, 17, "key", "metrics", 3)
    result = migrate_text(text, "a.py", EngineOptions(evidence={"a.py": (use, element)}))
    assert not any(finding.error for finding in result.findings)


def test_a_message_of_a_thousand_functions_can_be_read() -> None:
    (result,) = migrate_program(DEEP["entities"](1000), OPTIONS)
    assert max(len(finding.message) for finding in result.findings) < 2000
    assert "989 more like these" in " ".join(f"{one.message} {one.details}" for one in result.findings)

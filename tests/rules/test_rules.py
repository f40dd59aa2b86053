"""The rules' cards: their examples are the tests, and docs/rules.md is made from them."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from rundata_migrate import rules
from rundata_migrate.engine import migrate_text
from rundata_migrate.findings import DocumentResult, EngineOptions, ProjectFacts, RecordedUse, Safety
from rundata_migrate.rules import reference
from rundata_migrate.rules.model import Example, Rule

ROOT = Path(__file__).resolve().parents[2]
RULES: tuple[Rule, ...] = rules.RULES
FILES = {code: ROOT / "rundata_migrate" / "rules" / f"{name}.py" for code, name in rules.MODULES.items()}

CASES = Path(__file__).parent / "cases"


def cases(kind: str) -> list[object]:
    found = []
    for rule in RULES:
        for number, example in enumerate(rule.examples):
            of_kind = "rewritten" if example.after is not None else "named" if example.named else "left"
            if of_kind == kind:
                found.append(pytest.param(rule, example, id=f"{rule.code}-{number}"))
    return found


def migrate(text: str, *, unsafe: bool = False, recorded: tuple[tuple[int, str], ...] = ()) -> DocumentResult:
    uses = tuple(RecordedUse(line, line, None, None, operation, "metrics", 1) for line, operation in recorded)
    options = EngineOptions(unsafe, project=ProjectFacts(uses_mlflow=True), evidence={"example.py": uses})
    return migrate_text(text, "example.py", options)


# -- the examples -----------------------------------------------------------------------------


@pytest.mark.parametrize("rule, example", cases("rewritten"))
def test_rewritten(rule: Rule, example: Example) -> None:
    unsafe = example.safety is Safety.UNSAFE
    result = migrate(example.before, unsafe=unsafe)
    assert result.new_text == example.after
    fixed = [finding for finding in result.findings if finding.fixed]
    assert fixed
    assert example.safety in {finding.safety for finding in fixed}
    assert all(finding.safety is Safety.SAFE for finding in fixed) or unsafe
    if unsafe:
        assert migrate(example.before).new_text is None


@pytest.mark.parametrize("rule, example", cases("rewritten"))
def test_a_second_run_changes_nothing(rule: Rule, example: Example) -> None:
    assert example.after is not None
    again = migrate(example.after, unsafe=example.safety is Safety.UNSAFE)
    assert again.new_text is None
    assert [finding for finding in again.findings if finding.fix is not None] == []


@pytest.mark.parametrize("rule, example", cases("named"))
def test_named(rule: Rule, example: Example) -> None:
    result = migrate(example.before, unsafe=True, recorded=example.recorded)
    assert result.new_text is None
    assert rule.code in {finding.rule for finding in result.findings}
    assert all(finding.safety is Safety.MANUAL for finding in result.findings)


@pytest.mark.parametrize("rule, example", cases("left"))
def test_left_alone(rule: Rule, example: Example) -> None:
    result = migrate(example.before, unsafe=True, recorded=example.recorded)
    assert result.new_text is None
    assert rule.code not in {finding.rule for finding in result.findings}
    if not names_another_rule(example):
        assert result.findings == ()


def names_another_rule(example: Example) -> bool:
    """Whether the example's note says that another rule has a word about it."""
    return re.search(r"\bRD\d{3}\b", example.note) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rewriting_rule_fixes_an_example_itself(rule: Rule) -> None:
    rewritten = [example for example in rule.examples if example.after is not None]
    fixing = {
        finding.rule
        for example in rewritten
        for finding in migrate(example.before, unsafe=True).findings
        if finding.fixed
    }
    assert rule.code in fixing or not rewritten


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_at_least_as_many_cases_are_left_as_are_rewritten(rule: Rule) -> None:
    rewritten = [example for example in rule.examples if example.after is not None]
    left = [example.before for example in rule.examples if example.after is None]
    if rewritten:
        more = runpy.run_path(str(CASES / f"{rule.name.replace('-', '_')}.py"))
        assert rule.code == more["RULE"]
        left += more["NOOP"]
    assert len(set(left)) >= len(rewritten)


def test_over_all_rules_more_examples_are_left_than_rewritten() -> None:
    examples = [example for rule in RULES for example in rule.examples]
    assert sum(example.after is None for example in examples) >= len(examples) / 2


# -- the cards --------------------------------------------------------------------------------


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) == len(FILES)


@pytest.mark.parametrize("code", rules.CODES)
def test_the_file_is_named_after_the_rule(code: str) -> None:
    rule = rules.by_code(code)
    assert rule.code == code
    assert FILES[code].stem == f"{code}_{rule.name}".lower().replace("-", "_")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_card_is_complete(rule: Rule) -> None:
    assert rule.what
    assert "\n" not in rule.what
    assert rule.why.rstrip().endswith((".", ")"))
    assert rule.safety.rstrip().endswith((".", ")"))
    if rule.code < "RD9":
        assert len(rule.examples) >= 5
    befores = [example.before for example in rule.examples]
    assert len(set(befores)) == len(befores)
    for text in [*befores, *(example.after for example in rule.examples if example.after is not None)]:
        assert text.endswith("\n")
        compile(text, rule.code, "exec")


def test_a_rule_without_examples_of_a_fix_says_that_it_has_none() -> None:
    for rule in RULES:
        if not reference.has_fix(rule) and rule.code < "RD9":
            assert rule.safety.startswith("Never fixed"), rule.code


# -- the page ---------------------------------------------------------------------------------


def test_the_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == reference.page(), "run `python -m rundata_migrate.rules.reference > docs/rules.md`"


def test_the_page_is_what_the_command_prints() -> None:
    command = [sys.executable, "-m", "rundata_migrate.rules.reference"]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})
    assert done.stdout == reference.page()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_has_a_section_and_a_row_that_leads_there(rule: Rule) -> None:
    page = reference.page()
    assert page.count(f"\n## {rule.name} ({rule.code})\n") == 1
    assert f"| [{rule.code}](#{reference.anchor(rule)}) | {rule.name} |" in page
    section = reference.section(rule)
    assert "\n### Fix safety\n" in section
    for example in rule.examples:
        assert all(line in section for line in example.before.splitlines())


def test_a_bar_in_a_card_does_not_break_the_table() -> None:
    rule = Rule(code="RD999", name="x", what="`a | b`", why="Because.", safety="Never fixed.")
    row = next(line for line in reference.page([rule]).splitlines() if line.startswith("| [RD999]"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


def test_rewritten_lines_are_shown_as_a_difference() -> None:
    example = Example("a = 1\nb = 2\n", "a = 1\nb = 3\n", note="three")
    text = reference.section(Rule("RD999", "x", "what", "why", "safety", (example,)))
    assert "Three.\n\n```diff\n a = 1\n-b = 2\n+b = 3\n```" in text


# -- the registry -----------------------------------------------------------------------------


def test_codes_are_known_without_libcst() -> None:
    program = "import sys; from rundata_migrate.rules import CODES; print(len(CODES), 'libcst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.split() == [str(len(RULES)), "False"]


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        rules.by_code("RD999")

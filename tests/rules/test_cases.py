"""Programs that tempt a rule, one file of them for each rule that fixes; checks.py runs them.

``SAME``: tricky, rewritten by the rule, and the program does what it did. ``KEPT``: the rule's rewrite would be
wrong; another one does, or a person is told. ``NOOP``: nothing is changed and nothing is said. ``UNSAFE``, where a rule
has it: like ``SAME``, but only with unsafe fixes.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from checks import check_kept, check_noop, check_same, check_unsafe

from rundata_migrate.rules import RULES

CASES = {path.stem: runpy.run_path(str(path)) for path in sorted((Path(__file__).parent / "cases").glob("*.py"))}


def programs(table: str) -> list[Any]:
    """Every program of a table, with its rule's code."""
    return [
        pytest.param(cases["RULE"], body, id=f"{name}-{number}")
        for name, cases in CASES.items()
        for number, body in enumerate(cases.get(table, ()))
    ]


@pytest.mark.parametrize("rule, body", programs("SAME"))
def test_it_does_the_same(rule: str, body: str) -> None:
    check_same(rule, body)


@pytest.mark.parametrize("rule, body", programs("UNSAFE"))
def test_it_does_the_same_with_unsafe_fixes(rule: str, body: str) -> None:
    check_unsafe(rule, body)


@pytest.mark.parametrize("rule, body", programs("KEPT"))
def test_the_rule_keeps_its_hands_off(rule: str, body: str) -> None:
    check_kept(rule, body)
    if "UNSAFE" in next(cases for cases in CASES.values() if cases["RULE"] == rule):
        check_kept(rule, body, unsafe=True)


@pytest.mark.parametrize("rule, body", programs("NOOP"))
def test_nothing_is_changed_or_said(rule: str, body: str) -> None:
    check_noop(body)


def test_every_rule_that_fixes_has_its_cases() -> None:
    fixing = {rule.code for rule in RULES if any(example.after is not None for example in rule.examples)}
    assert {cases["RULE"] for cases in CASES.values()} == fixing


@pytest.mark.parametrize("name", CASES)
def test_more_is_left_alone_than_rewritten(name: str) -> None:
    cases = CASES[name]
    assert len(cases["KEPT"]) + len(cases["NOOP"]) >= 12

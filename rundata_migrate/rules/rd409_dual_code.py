"""Code that already works on both APIs is left as it is, and named."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.flow.lattice import MIXED
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Node
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.dual_code import Dual, dual_code_around, is_told_apart, reads_entities, type_tests_of
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import NOTHING_TO_SAY, Outcome

_IMPORT = "import mlflow\nfrom mlflow.tracking import MlflowClient\nrun = MlflowClient().get_run('a')\n"

RULE = Rule(
    code="RD409",
    name="dual-code",
    what="code with a branch for each API: `isinstance(C, dict)`, version tests, `except TypeError`",
    why="It works on both sides; once MLflow 0.9.1 is out of use, the branch for the list API is dead. Both halves are left "
    "as they are: the half for lists would be wrong on dicts, and right on lists.",
    safety="Never fixed: whether 0.9.1 is out of use, and whether a half is dead, a person knows.",
    examples=(
        Example(
            "def to_dict(run):\n    c = run.data.params\n    if isinstance(c, dict):\n        return dict(c)\n"
            "    return {p.key: p.value for p in c}\n",
            named=True,
        ),
        Example(
            "import mlflow\nrun = mlflow.active_run()\nif mlflow.__version__ < '1':\n"
            "    d = {p.key: p.value for p in run.data.params}\nelse:  # MLflow 1.0\n    d = dict(run.data.params)\n",
            named=True,
        ),
        Example(
            "def lookup(run, k):\n    try:\n        return run.data.metrics[k]\n    except TypeError:\n"
            "        return [m.value for m in run.data.metrics if m.key == k][0]\n",
            named=True,
        ),
        Example(
            _IMPORT
            + "d = {t.key: t.value for t in run.data.tags} if hasattr(run.data.tags, 'append') else run.data.tags\n",
            named=True,
        ),
        Example(
            _IMPORT + "if mlflow.__version__ >= '2.0':\n    d = dict(run.data.params)\nelse:\n"
            "    d = {p.key: p.value for p in run.data.params}\n",
            named=True,
            note="another version than 1.0",
        ),
        Example(
            "def to_dict(items):\n    return dict(items) if isinstance(items, dict) else {i.key: i.value for i in items}\n"
        ),
        Example("if isinstance(run.data.params, dict):\n    print(run.data.params)\n"),
        Example("def f(c):\n    if hasattr(c, 'items'):\n        return c\n    return {i.key: i.value for i in c}\n"),
    ),
)

_PROPOSAL = "delete the branch for the list API once MLflow 0.9.1 is out of use"
_MESSAGE = "this code has a branch for each API"


def gate(site: Site) -> Outcome | None:
    """The dual code that the site is part of, if any."""
    context = site.context
    around = list(dual_code_around(context, site.node))
    if site.value.kind == MIXED:
        return NOTHING_TO_SAY if is_told_apart(site) else None
    if not trace_of(site).is_old_style:
        return NOTHING_TO_SAY if any(_is_right_as_it_is(site, one) for one in around) else None
    dead = [one for one in around if one.holds_dead] or _by_element(site)
    reason = _words(dead[0]) if dead else ""
    if not reason and around:
        because = around[0].answer.open_because or "the half for dicts reads entities"
        reason = f"{around[0].what}; {because}"
    reason = reason or _type_test(site) or _dead_function(site) or ""
    if not reason:
        return None
    return Outcome(RULE.code, _MESSAGE, Safety.MANUAL, (), site.node, reason, _PROPOSAL)


def _is_right_as_it_is(site: Site, dual: Dual) -> bool:
    """A use that may be new style, where the other half reads entities, or never runs from 1.0 on."""
    if reads_entities(site.context, *dual.dead):
        return True
    return dual.answer.truth is not None and bool(dual.live) and not _is_in_test(site, site.node, dual)


def _words(dual: Dual) -> str:
    return "; ".join(part for part in (dual.what, dual.answer.open_because) if part)


def _by_element(site: Site) -> list[Dual]:
    """``for t in run.data.tags: if hasattr(t, "key"): ...``: every entity is read in a dead half inside the loop."""
    found: list[Dual] = []
    for node in trace_of(site).evidence:
        around = list(dual_code_around(site.context, node))
        if any(_is_in_test(site, node, one) for one in around):
            continue
        dead = [one for one in around if one.holds_dead]
        if not dead:
            return []
        found = found or dead
    return found


def _is_in_test(site: Site, node: Node, dual: Dual) -> bool:
    return isinstance(dual.node, (cst.If, cst.IfExp)) and site.context.tree.is_inside(node, dual.node.test)


def _type_test(site: Site) -> str | None:
    """``isinstance(C, dict)``, ``hasattr(C, "items")`` on the same expression, somewhere in the same function."""
    if all(isinstance(site.context.tree.parent(one), cst.Assert) for one in type_tests_of(site)):
        return None
    return "its type is tested in the same function"


def _dead_function(site: Site) -> str | None:
    """A function that only the dead halves call."""
    function = site.context.tree.function_of(site.node)
    if not isinstance(function, cst.FunctionDef) or not site.context.values.calls.is_closed(function):
        return None
    calls = site.context.values.calls.calls_of(function)
    if calls and all(any(one.holds_dead for one in dual_code_around(site.context, call)) for call in calls):
        return f"`{function.name.value}` is called from the half for lists only"
    return None

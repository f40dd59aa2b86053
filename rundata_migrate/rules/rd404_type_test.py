"""``isinstance(C, list)``: false on the new side."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, Node, comparison_of, plain_arguments, tuple_elements
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD404",
    name="type-test",
    what="a test that a container is a list: `isinstance(C, list)`",
    why="The container is a dict from MLflow 1.0 on, so the test comes out false.",
    safety="Never fixed: both branches may be wanted.",
    examples=(
        Example("assert isinstance(run.data.metrics, list)\n", named=True),
        Example("self.assertIsInstance(run.data.tags, list)\n", named=True),
        Example("assert isinstance(run.data.metrics, dict)\n"),
        Example("assert isinstance(other, list)\n"),
        Example("assert isinstance(list(run.data.metrics), list)\n"),
        Example("assert type(run.data.metrics) is dict\n"),
    ),
)

_LISTS = frozenset({"list", "tuple", "Sequence", "MutableSequence", "List"})


def outcomes(site: Site) -> list[Outcome]:
    """The test, if the site is one."""
    tree = site.context.tree
    call = tree.call_with(site.node)
    if call is None:
        return []
    arguments = plain_arguments(call) or []
    tested: Node | None = None
    name = site.context.values.builtin_name(call.func)
    method = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
    if (name == "isinstance" or method == "assertIsInstance") and len(arguments) >= 2 and arguments[0] is site.node:
        if _names_list(site.context, arguments[1]):
            tested = call
    elif name == "type" and arguments == [site.node]:
        compared = comparison_of(tree.parent(call))
        if compared is not None and _names_list(site.context, compared[2]):
            tested = tree.parent(call)
    if tested is None:
        return []
    reason = "the container is a dict on MLflow 1.0 and later"
    return [
        Outcome(RULE.code, "a test that a container is a list", Safety.MANUAL, (), tested, reason, "test for `dict`")
    ]


def _names_list(context: Context, node: Expression) -> bool:
    for part in tuple_elements(node) or [node]:
        name = part.attr.value if isinstance(part, cst.Attribute) else getattr(part, "value", "")
        if name in _LISTS:
            return True
    return False

"""``assertEqual(run.data.tags, [RunTag("a", "b")])`` becomes ``assertEqual(run.data.tags, {"a": "b"})``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Confidence, Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, Node, comparison_of
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.double import Conversion, EntityLiteral
from rundata_migrate.translate.entity_literals import conversion_of
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.text import append_call

_HEAD = "import mlflow\nfrom mlflow.entities import Param, RunTag\ntags = mlflow.active_run().data.tags\n"
_NEW_HEAD = "import mlflow\nfrom mlflow.entities import Param\ntags = mlflow.active_run().data.tags\n"

RULE = Rule(
    code="RD206",
    name="expected-list",
    what="a container compared with a list of entities: `assert C == [RunTag('a', 'b')]` -> `assert C == {'a': 'b'}`",
    why=(
        "`RunTag` compares by key and value (entities/run_tag.py), so the list of tags equals the dict of them. Where there are "
        "several and their order was compared, it still is: `list(C.items()) == [('a', 'b'), ...]`."
    ),
    safety=(
        "Safe for tags and for empty lists. Unsafe for metrics and params, which had no equality on 0.9.1: the comparison "
        "was always false there. Not offered where a key stands there twice or may be equal to another."
    ),
    examples=(
        Example(_HEAD + "assert tags == [RunTag('a', 'b')]\n", _NEW_HEAD + "assert tags == {'a': 'b'}\n"),
        Example(
            _HEAD + "self.assertListEqual(tags, [RunTag('a', 'b')])\n",
            _NEW_HEAD + "self.assertEqual(tags, {'a': 'b'})\n",
        ),
        Example(
            _HEAD + "self.assertEqual([RunTag('a', 'b'), RunTag('c', 'd')], tags)\n",
            _NEW_HEAD + "self.assertEqual([('a', 'b'), ('c', 'd')], list(tags.items()))\n",
            note="the order is compared as before",
        ),
        Example(_HEAD + "empty = tags == []\n", _HEAD + "empty = tags == {}\n"),
        Example(_HEAD + "empty = tags == list()\n", _HEAD + "empty = tags == dict()\n"),
        Example(
            "import mlflow\nfrom mlflow.entities import Param\nassert mlflow.active_run().data.params == [Param('a', 'b')]\n",
            "import mlflow\nassert mlflow.active_run().data.params == {'a': 'b'}\n",
            safety=Safety.UNSAFE,
        ),
        Example(_HEAD + "assert tags == {'a': 'b'}\n"),
        Example(_HEAD + "assert tags == [RunTag('a', 'b'), RunTag('a', 'c')]\n", note="RD403 names it"),
        Example(_HEAD + "assert tags == [*others, RunTag('a', 'c')]\n", note="RD403 names it"),
        Example("assert run.data.tags == []\n", note="RD403 names it: the run may be something else"),
        Example("assert history == [RunTag('a', 'b')]\n"),
        Example("self.assertEqual(len(run.data.params), 1)\n"),
    ),
)

_ORDERED = frozenset({"assertEqual", "assertListEqual", "assertSequenceEqual", "assertEquals"})
_UNORDERED = frozenset({"assertCountEqual"})


def outcomes(site: Site) -> list[Outcome]:
    """The comparison with a list that is written out, if the site is in one."""
    compared = _compared(site, site.context.tree.parent(site.node))
    if compared is None:
        return []
    whole, other, method = compared
    conversion = _expected(site.context, other)
    if conversion is None or not _is_expected(site, conversion):
        return []
    edits = _edits(site, conversion, method)
    if not edits:
        return []
    doubts = list(conversion.doubts)
    if site.value.container != "tags" and conversion.entities:
        doubts.append("metrics and params had no equality on MLflow 0.9.1, so that this never held")
    safety = Safety.UNSAFE if doubts else Safety.SAFE
    message = "the expected entities are compared as keys and values now"
    return [Outcome(RULE.code, message, safety, tuple(edits), whole, "; ".join(doubts))]


def _expected(context: Context, other: Expression) -> Conversion | None:
    """The dict for a list that the container is compared with: one that is written out, or ``list()``."""
    if isinstance(other, cst.List):
        return conversion_of(context, other)
    is_made = isinstance(other, cst.Call) and not other.args and context.values.builtin_name(other.func) == "list"
    if not isinstance(other, cst.Call) or not is_made or not context.has_builtin("dict", other):
        return None
    return Conversion(edits=[Edit(*context.tree.span(other.func), "dict")])


def _is_expected(site: Site, conversion: Conversion) -> bool:
    """Whether a list that is written out may be what the container was compared with."""
    if conversion.problem or any(one.container != site.value.container for one in conversion.entities):
        return False
    if not conversion.entities:
        return site.value.confidence is Confidence.PROVEN and not site.value.empties
    return len(conversion.entities) == 1 or not conversion.doubts


def _edits(site: Site, conversion: Conversion, method: cst.Attribute | None) -> list[Edit]:
    """Both sides as dicts, or as lists of pairs where several have an order; empty if that cannot be written."""
    tree = site.context.tree
    name = method.attr.value if method is not None else ""
    if len(conversion.entities) > 1 and name not in _UNORDERED:
        if not site.context.has_builtin("list", site.node):
            return []
        return _as_pairs(site.context, conversion) + append_call(tree, site.node, "items()", ("list(", ")"))
    edits = list(conversion.edits)
    if method is not None and name not in ("assertEqual", "assertEquals"):
        edits.append(Edit(*tree.span(method.attr), "assertEqual"))
    return edits


def _compared(site: Site, parent: Node | None) -> tuple[Node, Expression, cst.Attribute | None] | None:
    """The comparison that the container is a side of, its other side, and the assertion's method."""
    tree = site.context.tree
    comparison = tree.parent(parent) if isinstance(parent, cst.ComparisonTarget) else parent
    sides = comparison_of(comparison)
    if sides is not None and comparison is not None:
        if not isinstance(sides[1], (cst.Equal, cst.NotEqual)):
            return None
        return comparison, sides[2] if sides[0] is site.node else sides[0], None
    call = tree.call_with(site.node)
    if call is None or not isinstance(call.func, cst.Attribute):
        return None
    if call.func.attr.value not in _ORDERED | _UNORDERED or len(call.args) < 2:
        return None
    first, second = call.args[:2]
    if parent not in (first, second) or first.star or second.star or first.keyword or second.keyword:
        return None
    return call, second.value if parent is first else first.value, call.func


def _as_pairs(context: Context, conversion: Conversion) -> list[Edit]:
    """``[RunTag("a", "b"), ...]`` -> ``[("a", "b"), ...]``."""
    return [edit for entity in conversion.entities for edit in _pair(context, entity)]


def _pair(context: Context, entity: EntityLiteral) -> list[Edit]:
    start, end = context.tree.span(entity.call)
    return [Edit(start, end, f"({context.tree.code(entity.key)}, {context.tree.code(entity.value)})")]

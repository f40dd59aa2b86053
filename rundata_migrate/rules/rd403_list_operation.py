"""What lists can do and dicts cannot: ``C.append``, ``C + D``, ``C == [...]``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Safety
from rundata_migrate.flow.lattice import CONTAINER, SEQUENCE
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, Node, attribute_of, comparison_of, index_of, integer_of, slice_of, walk
from rundata_migrate.translate.context import Site, is_truth_position
from rundata_migrate.translate.generic import generic_outcomes, shim_edits, trace_of
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD403",
    name="list-operation",
    what="a list operation on a container: `C.append(...)`, `C.sort()`, `C + D`, `C == [...]`, `m in C`",
    why="A dict has no such operation, or (`==`) silently answers something else.",
    safety="Never fixed: what the code is after must be said with a dict.",
    examples=(
        Example("run.data.metrics.append(Metric('a', 1, 0))\n", named=True),
        Example("both = run.data.metrics + other.data.metrics\n", named=True),
        Example(
            "first = run.data.tags and run.data.tags[0].value\n", named=True, note="an empty list becomes an empty dict"
        ),
        Example("empty = run.data.tags == []\n", named=True),
        Example(
            "keys = (p.key for p in run.data.params)\nrun.data.params.clear()\nprint(list(keys))\n",
            named=True,
            note="a dict must not change while it is walked",
        ),
        Example("self.assertListEqual(run.data.tags, [RunTag('a', 'b')])\n", named=True, note="`RunTag` is not known"),
        Example("first = run.data.tags and run.data.tags['a']\n"),
        Example("run.data.tags.update(a='b')\n"),
        Example("empty = run.data.tags == {}\n"),
        Example("n = len(run.data.metrics) + 1\n"),
        Example("self.assertEqual(run.data.tags, {'a': 'b'})\n"),
        Example("both = {**run.data.metrics, **other.data.metrics}\n"),
    ),
)

_EQUALITY = frozenset(
    {"assertEqual", "assertListEqual", "assertCountEqual", "assertSequenceEqual", "assertItemsEqual", "assertIn"}
)


def gate(site: Site) -> Outcome | None:
    """``C and C[0].value`` where the value counts: of an empty container it gives that itself."""
    around = _empty_given_by(site)
    if around is None or not trace_of(site).is_old_style:
        return None
    proposal = "`... if C else ...` says what an empty container gives"
    reason = "where it is empty, `and` gives it as it is: an empty dict now"
    return Outcome(RULE.code, "a container may be given whole", Safety.MANUAL, (), site.node, reason, proposal)


def outcomes(site: Site) -> list[Outcome]:
    """The list operation, if the site is one."""
    found = _method(site) or _sum(site) or _comparison(site) or _assertion(site) or _pattern(site) or _store(site)
    if found is None:
        return generic_outcomes(site, RULE.code)
    node, what, proposal = found
    return [
        Outcome(
            RULE.code,
            "a list operation on a container",
            Safety.MANUAL,
            (),
            node,
            what,
            proposal,
            shim=shim_edits(site) if isinstance(node, (cst.BinaryOperation, cst.Comparison)) else (),
        )
    ]


def _empty_given_by(site: Site) -> cst.BooleanOperation | None:
    """The ``and`` on whose right a site stands, with a container on its left that may be what it gives."""
    tree, values = site.context.tree, site.context.values
    below: Node = site.node
    for above in tree.ancestors(site.node):
        if isinstance(above, (cst.BaseSmallStatement, cst.BaseCompoundStatement, cst.Lambda, cst.FunctionDef)):
            return None
        if isinstance(above, cst.BooleanOperation) and isinstance(above.operator, cst.And) and above.right is below:
            if values.of(above.left).kind == CONTAINER and not _is_absorbed(site, above):
                return above
        below = above
    return None


def _is_absorbed(site: Site, node: cst.BooleanOperation) -> bool:
    """Whether nobody sees which false value it gives: ``... or default``, a test, a comparison, a statement alone."""
    parent = site.context.tree.parent(node)
    if isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.Or) and parent.left is node:
        return True
    return isinstance(parent, (cst.Comparison, cst.Expr)) or is_truth_position(site.context, node)


_Found = tuple[Node, str, str]


def _method(site: Site) -> _Found | None:
    tree = site.context.tree
    attribute = tree.parent(site.node)
    parts = attribute_of(attribute)
    if attribute is None or parts is None or parts[0] is not site.node:
        return None
    call = tree.call_of(attribute)
    name = parts[1]
    if call is None:
        return None
    is_pop = name == "pop" and (not call.args or integer_of(call.args[0].value) is not None)
    if name not in api.LIST_ONLY_METHODS and not is_pop:
        return None
    code = tree.code(site.node)
    proposals = {
        "append": f"`{code}[key] = value`",
        "extend": f"`{code}.update(...)`",
        "sort": f"`sorted({code}.items(), key=...)` where it is read",
        "remove": f"`del {code}[key]`",
        "pop": f"`{code}.popitem()` or `{code}.pop(key)`",
    }
    return call, f"dicts have no `{name}` like that", proposals.get(name, f"work on `list({code}.items())`")


def _sum(site: Site) -> _Found | None:
    parent = site.context.tree.parent(site.node)
    if isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, (cst.Add, cst.Multiply)):
        return parent, "dicts cannot be added", "`{**a, **b}`, or lists of `.items()`"
    if isinstance(parent, cst.AugAssign) and isinstance(parent.operator, cst.AddAssign) and parent.target is site.node:
        # a list takes the keys of what is added to it: what becomes of these is said where they are read
        return parent, "dicts cannot be added", "`.update(...)`"
    return None


def _is_entities(site: Site, node: Expression) -> bool:
    """Whether the other side of a comparison is a list of entities, or any list."""
    values = site.context.values
    if isinstance(node, (cst.List, cst.ListComp)) or values.of(node).kind == SEQUENCE:
        return True
    return isinstance(node, cst.Call) and not node.args and values.builtin_name(node.func) == "list"


def _comparison(site: Site) -> _Found | None:
    tree = site.context.tree
    parent = tree.parent(site.node)
    comparison = tree.parent(parent) if isinstance(parent, cst.ComparisonTarget) else parent
    compared = comparison_of(comparison)
    if compared is None or comparison is None:
        return None
    left, operator, right = compared
    other = right if left is site.node else left
    if isinstance(operator, (cst.Equal, cst.NotEqual)) and _is_entities(site, other):
        return comparison, "a dict never equals a list", "compare with a dict of keys and values"
    if isinstance(operator, (cst.In, cst.NotIn)) and right is site.node and isinstance(left, cst.Call):
        if site.context.values.dotted(left.func) in api.ENTITY_PATHS:
            return comparison, "a dict holds keys, not entities", "`C.get(key) == value`"
    return None


def _assertion(site: Site) -> _Found | None:
    tree = site.context.tree
    call, arg = tree.argument(site.node)
    if call is None or not isinstance(call.func, cst.Attribute):
        return None
    name = call.func.attr.value
    if name not in _EQUALITY:
        return None
    others = [item.value for item in call.args if item is not arg]
    if name == "assertIn":
        calls = [one for one in others if isinstance(one, cst.Call)]
        if not any(site.context.values.dotted(one.func) in api.ENTITY_PATHS for one in calls):
            return None
    elif name == "assertListEqual" or (others and _is_entities(site, others[0])):
        if site.context.values.of(others[0]).kind == CONTAINER:
            return None
    else:
        return None
    return call, "a dict never equals a list", "`assertEqual` with a dict of keys and values"


def _pattern(site: Site) -> _Found | None:
    """``match C: case [first, *rest]``: a dict is no sequence for a pattern."""
    parent = site.context.tree.parent(site.node)
    if not isinstance(parent, cst.Match):
        return None
    for case in parent.cases:
        if any(isinstance(node, (cst.MatchList, cst.MatchTuple)) for node in walk(case.pattern)):
            return parent.subject, "a dict never matches a sequence pattern", f"match `list({_code(site)}.items())`"
    return None


def _store(site: Site) -> _Found | None:
    """``C[0] = ...``, ``del C[0]``, ``C[:] = ...``."""
    tree = site.context.tree
    subscript = tree.parent(site.node)
    if not isinstance(subscript, cst.Subscript) or subscript.value is not site.node:
        return None
    if slice_of(subscript) is None and integer_of(index_of(subscript)) is None:
        return None
    above = tree.parent(subscript)
    if isinstance(above, (cst.AssignTarget, cst.AugAssign, cst.Del)) and getattr(above, "value", None) is not subscript:
        return subscript, "elements are replaced by position", "set and delete by key"
    return None


def _code(site: Site) -> str:
    return " ".join(site.context.tree.code(site.node).split())

"""``xs = [m for m in C if m.key == K]``, ``if xs: xs[0].value`` become ``if K in C: C[K]``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, attribute_of, index_of, integer_of, is_chain, name_of, only_target
from rundata_migrate.translate.context import Site, changes_a_container, is_truth_position
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.handlers import exception_change, moves_between_handlers
from rundata_migrate.translate.keyed import contains_text, has_comment, item_text, key_is_settled, shown_key
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import Scan, counted_as, result_role, scan_at, with_not
from rundata_migrate.translate.text import ATOM, COMPARISON, replace_node

RULE = Rule(
    code="RD106",
    name="lookup-list",
    what="a list filtered on one key that is only tested and read at [0]: `xs = [...]`, `xs[0].value` -> `K in C`, `C[K]`",
    why="The list had one element or none; what was asked of it can be asked of the dict.",
    safety=(
        "Safe where the key and the container are the same at each use: a literal or a local name, and a run in a local "
        "name. Otherwise the list is kept, of values, keys or pairs (RD302)."
    ),
    examples=(
        Example(
            "def f(run):\n    accs = [m for m in run.data.metrics if m.key == 'acc']\n    if accs:\n        return accs[0].value\n    return 0\n",
            "def f(run):\n    if 'acc' in run.data.metrics:\n        return run.data.metrics['acc']\n    return 0\n",
        ),
        Example(
            "def f(run, k):\n    ms = [m.value for m in run.data.metrics if m.key == k]\n    assert len(ms) == 1\n    return ms[0]\n",
            "def f(run, k):\n    assert k in run.data.metrics\n    return run.data.metrics[k]\n",
        ),
        Example(
            "def f(run):\n    accs = [m for m in run.data.metrics if m.key == 'acc']\n    print(len(accs))\n    return accs[0].value\n",
            "def f(run):\n    accs = [value for key, value in run.data.metrics.items() if key == 'acc']\n    print(len(accs))\n    return accs[0]\n",
            note="the number itself is used: the list is kept",
        ),
        Example(
            "def f(run):\n    ks = [k for k in run.data.metrics if k == 'acc']\n    return ks[0] if ks else None\n"
        ),
        Example(
            "def f(items):\n    xs = [m for m in items if m.key == 'acc']\n    return xs[0].value if xs else None\n"
        ),
        Example("def f(run):\n    return run.data.metrics['acc'] if 'acc' in run.data.metrics else None\n"),
    ),
)


@dataclass
class _Use:
    """One use of the list: what it becomes, and whether it raised where the key was missing."""

    node: Expression
    text: str
    binds: int
    raises: bool = False


def outcomes(site: Site) -> list[Outcome]:
    """The list dissolved into its uses, if the site is one."""
    scan = scan_at(site)
    if scan is None or not scan.is_lookup or scan.key is None or not isinstance(scan.whole, cst.ListComp):
        return []
    role = result_role(scan)
    binding = _variable(site, scan)
    if binding is None or role not in ("entity", "value") or not binding.uses or not _stays(site, scan, binding):
        return []
    gone = _removal(site, scan)
    if gone is None:
        return []
    edits = [gone]
    kept_for = ""
    for name in binding.uses:
        use = _use(site, scan, name, role)
        if use is None:
            return []
        if use.raises:
            verdict = exception_change(site.context, use.node, "IndexError", "KeyError")
            kept_for = kept_for or verdict.reason or verdict.doubt
            edits.extend(verdict.edits)
        edits.append(replace_node(site.context.tree, use.node, use.text, use.binds))
    message = f"list filtered on key {shown_key(site, scan.key)} is asked of the dict now"
    safety = Safety.UNSAFE if kept_for else Safety.SAFE
    edits = list(dict.fromkeys(edits))
    return [Outcome(RULE.code, message, safety, tuple(edits), scan.whole, kept_for, kept_for=kept_for)]


def _variable(site: Site, scan: Scan) -> Binding | None:
    target = only_target(site.context.tree.parent(scan.whole))
    binding = site.context.names.binding_of_target.get(target)
    # At module level another file may read the list.
    return binding if binding is not None and binding.scope.kind == "function" else None


def _stays(site: Site, scan: Scan, binding: Binding) -> bool:
    """Whether key and container mean the same wherever the list is used."""
    assert scan.key is not None
    if not is_chain(site.node) or not key_is_settled(site, scan.key):
        return False
    if not may_be_evaluated_anyway(site.context, scan.key):
        return False
    root: Expression = site.node
    while isinstance(root, cst.Attribute):
        root = root.value
    if not key_is_settled(site, root) or name_of(root) in ("self", "cls"):
        return False
    names = site.context.names
    if changes_a_container(site.context, site.context.tree.function_of(scan.whole)):
        return False
    return all(
        names.slot(use).bindings == {binding}
        and not names.slot(use).stale
        and not names.slot(use).captured
        # elsewhere reading the container might fail under another handler
        and not moves_between_handlers(site.context, scan.whole, use)
        for use in binding.uses
    )


def _removal(site: Site, scan: Scan) -> Edit | None:
    """The edit that takes the assignment's line away."""
    tree = site.context.tree
    assign = tree.parent(scan.whole)
    line = tree.parent(assign)
    block = tree.parent(line)
    if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
        return None
    if not isinstance(block, cst.IndentedBlock) or len(block.body) < 2:
        return None
    start, end = tree.span(line.body[0])
    line_start = max(tree.text.rfind("\n", 0, start), tree.text.rfind("\r", 0, start)) + 1
    rest = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)").match(tree.text, end)
    if rest is None or rest.group().strip() or tree.text[line_start:start].strip() or has_comment(tree.text[start:end]):
        return None
    return Edit(line_start, rest.end(), "")


def _use(site: Site, scan: Scan, name: cst.Name, role: str) -> _Use | None:
    tree = site.context.tree
    assert scan.key is not None
    if any(isinstance(above, cst.FormattedStringExpression) for above in tree.ancestors(name)):
        return None
    counted = counted_as(site.context, name)
    if counted is None and is_truth_position(site.context, name):
        counted = with_not(site.context, name)
    if counted is not None:
        whole, negated = counted
        return _Use(whole, contains_text(site, scan.key, negated), COMPARISON)
    first = tree.parent(name)
    if not isinstance(first, cst.Subscript) or first.value is not name or integer_of(index_of(first)) not in (0, -1):
        return None
    if isinstance(tree.parent(first), (cst.AssignTarget, cst.Del, cst.AugAssign)):
        return None
    if role == "value":
        return _Use(first, item_text(site, scan.key), ATOM, raises=True)
    read = tree.parent(first)
    parts = attribute_of(read)
    if not isinstance(read, cst.Attribute) or parts is None or parts[1] != "value":
        return None
    if isinstance(tree.parent(read), (cst.AssignTarget, cst.Del, cst.AugAssign)):
        return None
    return _Use(read, item_text(site, scan.key), ATOM, raises=True)

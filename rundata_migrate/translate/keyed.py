"""``C[K]`` and ``C.get(K)`` in the place of a scan: when that is the same, and how it is written."""

from __future__ import annotations

import io
import tokenize

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.flow.bindings import ASSIGN, PARAMETER
from rundata_migrate.flow.lattice import INSTANCE, RUN, RUN_DATA, UNKNOWN
from rundata_migrate.syntax import Expression, Node, is_chain, is_constant, is_pure, names_in, string_of, walk
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.handlers import exception_change, handler_is_near
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.scan import Scan
from rundata_migrate.translate.text import as_base, flat, has_parentheses, shortened


def key_text(site: Site, key: Expression) -> str:
    """K as it stands inside brackets."""
    return flat(site.context.tree.inner_code(key)) if not isinstance(key, cst.Tuple) else site.context.tree.code(key)


def shown_key(site: Site, key: Expression) -> str:
    """K for a message: a string as it stands, all else in backticks, so that a name is not taken for a word."""
    text = key_text(site, key)
    return text if string_of(key) is not None else f"`{shortened(text, 40)}`"


def item_text(site: Site, key: Expression) -> str:
    """``C[K]``."""
    return f"{as_base(site.context.tree, site.node)}[{key_text(site, key)}]"


def operand_text(site: Site, node: Expression) -> str:
    """The node as an operand of ``in`` or ``==``."""
    text = flat(site.context.tree.code(node))
    loose = (cst.Comparison, cst.BooleanOperation, cst.IfExp, cst.Lambda, cst.NamedExpr)
    is_not = isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not)
    if (isinstance(node, loose) or is_not) and not has_parentheses(node):
        return f"({text})"
    return text


def contains_text(site: Site, key: Expression, negated: bool = False) -> str:
    """``K in C``."""
    word = "not in" if negated else "in"
    return f"{operand_text(site, key)} {word} {operand_text(site, site.node)}"


def key_moves(site: Site, scan_whole: Node, key: Expression) -> bool:
    """Whether K means the same outside the scan: it is not looked up in another namespace there."""
    names = site.context.names
    outside = names.scope_at(scan_whole)
    # a comprehension in a class body does not see what the class binds; outside of it K would be found there
    if outside.function_scope().kind == "class":
        return not (names_in(key) & set(outside.function_scope().bindings))
    # these do something for each element, or may stand only where they stand
    impure = (cst.Await, cst.Yield, cst.NamedExpr)
    return not any(isinstance(below, impure) for below in walk(key))


def key_operand(site: Site, key: Expression) -> str:
    """K where the element's key was read: in parentheses if anything may follow or precede it."""
    atom = isinstance(key, (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.SimpleString, cst.FormattedString))
    return key_text(site, key) if atom else f"({key_text(site, key)})"


def once_only(site: Site, key: Expression) -> str:
    """Why evaluating K once instead of once an element may differ; ``""`` if it cannot."""
    values = site.context.values
    runs_code = any(
        isinstance(below, cst.Attribute)
        and values.of(below.value).kind == INSTANCE
        and not values.is_plain_attribute(below)
        for below in walk(key)
    )
    # a property of a class of the program may give another key each time
    if is_pure(key) and not runs_code:
        return ""
    return "the key is evaluated once, where it was evaluated for each element"


def key_is_settled(site: Site, key: Expression) -> bool:
    """Whether K can be read again later: a literal, or a local name that only this function binds."""
    if is_constant(key):
        return True
    if not isinstance(key, cst.Name):
        return False
    slot = site.context.names.slot(key)
    for binding in slot.bindings:
        owner = binding.scope
        # `nonlocal` and `global`: a function that is called in between may bind it anew
        if binding.name in owner.bound_from_inside or binding.kind not in (ASSIGN, PARAMETER, "element"):
            return False
        if owner.kind == "module" and not isinstance(site.context.tree.function_of(key), cst.Module):
            return False
    return bool(slot.bindings) and not slot.captured


def is_cheap(site: Site) -> bool:
    """Whether the container's expression may be written twice: names and plain attributes only.

    ``run.data.tags`` of a name, or of an attribute that the module's own class assigns; what stands
    behind other attributes may be a property that asks the server each time.
    """
    if not is_chain(site.node):
        return False
    node: Node = site.node
    while isinstance(node, cst.Attribute):
        owner = site.context.values.of(node.value)
        if owner.kind not in (RUN, RUN_DATA) and not site.context.values.is_plain_attribute(node):
            return owner.kind == UNKNOWN and isinstance(node.value, cst.Name) and node.attr.value == "data"
        node = node.value
    return True


def compares_oddly(site: Site, key: Expression) -> bool:
    """Whether K is plainly no string: an object of the module's own, a list, ``mock.ANY``."""
    # a list compares with each key, a dict looks for the hash: such an object may be equal and not found, or have none
    value = site.context.values.of(key)
    return value.kind in ("instance", "sequence", "mapping", "container", "tuple") or value.dotted.endswith("mock.ANY")


def lookup_outcome(
    site: Site,
    rule: str,
    scan: Scan,
    whole: Expression,
    edits: list[Edit],
    raises: str | None,
    message: str,
) -> Outcome | None:
    """The outcome of a scan replaced by a lookup, with its handlers and what makes it unsafe."""
    assert scan.key is not None
    if not scan.once and not key_moves(site, scan.whole, scan.key):
        return None
    doubts = ["" if scan.once else once_only(site, scan.key)]
    if not scan.once and (raises is None or handler_is_near(site.context, whole)):
        if not may_be_evaluated_anyway(site.context, scan.key):
            doubts.append("the key is evaluated even where the run has no entries")
    if compares_oddly(site, scan.key):
        return None
    kept_for = ""
    if raises is not None:
        verdict = exception_change(site.context, whole, raises, "KeyError")
        edits = [*edits, *verdict.edits]
        kept_for = verdict.reason or verdict.doubt
        doubts.append(kept_for)
    tree = site.context.tree
    start, end = tree.span(whole)
    if tree.has_comment(start, end) and _comment_is_lost(site, edits):
        doubts.append("a comment inside the expression would be lost")
    reason = "; ".join(doubt for doubt in doubts if doubt)
    safety = Safety.UNSAFE if reason else Safety.SAFE
    return Outcome(rule, message, safety, tuple(edits), whole, reason, kept_for=kept_for if reason == kept_for else "")


def _comment_is_lost(site: Site, edits: list[Edit]) -> bool:
    text = site.context.tree.text
    return any("#" in text[edit.start : edit.end] and has_comment(text[edit.start : edit.end]) for edit in edits)


def has_comment(text: str) -> bool:
    """Whether the text holds a comment, not only a ``#`` inside a string."""
    try:
        tokens = tokenize.generate_tokens(io.StringIO(f"({text}\n)").readline)
        return any(token.type == tokenize.COMMENT for token in tokens)
    except (tokenize.TokenError, SyntaxError):
        return True

"""What a fix wrote, in short: ``[key for key in xs]`` is ``list(xs)``, ``key=lambda value: value`` is nothing at all.

Whoever spells a comprehension, a lambda or a getter anew says so. Whether it hands on just what it gets shows only in
the text that all edits make together; then they are replaced by one that says the same in short.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Comprehension,
    Expression,
    Node,
    comp_clauses,
    comp_results,
    is_attribute,
)
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.reading import LATER, LOOPED, ONCE, PAIRS, is_read_as
from rundata_migrate.translate.text import ATOM, flat, replace_node

_MAKERS = {cst.ListComp: "list", cst.SetComp: "set", cst.DictComp: "dict"}
_NO_KEY = frozenset({"sorted", "max", "min", "heapq.nlargest", "heapq.nsmallest", "itertools.groupby"})
"""What orders, or groups, by the element itself where no key is given."""


def tidied(context: Context, edits: Sequence[Edit], spelled: Iterable[Node]) -> list[Edit]:
    """The edits, with the nodes that ``spelled`` names in short where they hand on what they get.

    The nodes are in any order; an edit that reaches out of a node keeps that one as it is.
    """
    tree = context.tree
    found = list(edits)
    # what is inside goes first: the text of what is around is made of it
    for node in sorted(dict.fromkeys(spelled), key=lambda one: -tree.range_of(one)[0]):
        short = _comprehension(context, found, node) if isinstance(node, COMPREHENSIONS) else None
        if short is None and isinstance(node, (cst.Lambda, cst.Call)):
            short = _function(context, found, node)
        if short is not None and not tree.has_comment(short.start, short.end):
            # what is put right before an argument that goes belongs to its neighbour
            after = short.start if not short.text else -1
            found = [one for one in found if one.end <= after or not _is_within(one, short.start, short.end)]
            found.append(short)
    return found


def _is_within(edit: Edit, start: int, end: int) -> bool:
    return start <= edit.start and edit.end <= end


def _text(context: Context, edits: Sequence[Edit], start: int, end: int) -> str | None:
    """What the edits make of a part of the text; None where one reaches out of it."""
    text = context.tree.text
    parts = []
    at = start
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.end < start or edit.start > end:
            continue
        if not _is_within(edit, start, end) or edit.start < at:
            return None
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:end]])


def _node_text(context: Context, edits: Sequence[Edit], node: Node) -> str | None:
    text = _text(context, edits, *context.tree.span(node))
    return flat(text.strip()) if text is not None else None


def _comprehension(context: Context, edits: Sequence[Edit], comp: Comprehension) -> Edit | None:
    """``list(xs)`` for ``[key for key in xs]``, likewise ``set`` and ``dict``; ``xs`` itself where it is read once."""
    clause = comp_clauses(comp)[0]
    if len(comp_clauses(comp)) != 1 or clause.ifs or clause.asynchronous is not None:
        return None
    target = _names(_node_text(context, edits, clause.target))
    results = [_names(_node_text(context, edits, one)) for one in comp_results(comp)]
    source = _source(context, edits, clause.iter)
    if not target or source is None:
        return None
    is_dict = isinstance(comp, cst.DictComp)
    if (results if not is_dict else [[*(results[0] or ()), *(results[1] or ())]]) != [target]:
        return None
    if is_dict and (len(target) != 2 or len(results[0] or ()) != 1):
        return None
    text = _made(context, comp, clause.iter, source, is_dict, len(target) == 2)
    return replace_node(context.tree, comp, text, ATOM) if text else None


def _source(context: Context, edits: Sequence[Edit], iterated: Expression) -> str | None:
    """What is iterated, without parentheses that a call has no need of."""
    whole, inner = context.tree.span(iterated), context.tree.inner_span(iterated)
    text = _text(context, edits, *inner) if whole != inner else None
    if text is None or not _is_atom(text) or any(whole[0] <= one.start < inner[0] for one in edits):
        return _node_text(context, edits, iterated)
    is_inside = all(one.end <= inner[1] for one in edits if whole[0] <= one.start <= whole[1])
    return flat(text) if is_inside else _node_text(context, edits, iterated)


def _made(
    context: Context, comp: Comprehension, iterated: Expression, source: str, is_dict: bool, gives_pairs: bool
) -> str:
    """What stands for the comprehension; empty where it has to stay."""
    if not is_dict and _is_bare(context, comp, gives_pairs):
        is_argument = isinstance(context.tree.parent(comp), cst.Arg) and _is_argument(source)
        return source if is_argument or _is_atom(source) else f"({source})"
    maker = _MAKERS.get(type(comp), "")
    if maker == "list" and _is_new_list(context, comp, source):
        return source
    if not maker or not context.has_builtin(maker, comp):
        return ""
    whole = context.tree.code(iterated)
    if is_dict and source in (f"{flat(whole)}.items()", f"({flat(whole)}).items()"):
        source = flat(whole)
    return f"{maker}({source})" if _is_argument(source) else ""


def _is_new_list(context: Context, comp: Comprehension, source: str) -> bool:
    """Whether the text makes a list that nobody else has: ``sorted(xs)``, ``list(xs)[:2]``."""
    try:
        node = ast.parse(source, mode="eval").body
    except SyntaxError:
        return False
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        node = node.value
    name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
    return name in ("sorted", "list") and context.has_builtin(name, comp)


def _is_bare(context: Context, comp: Comprehension, gives_pairs: bool) -> bool:
    """Whether what is iterated may stand where the list or generator does."""
    if isinstance(comp, cst.SetComp):
        return False
    if is_read_as(context, comp, PAIRS):
        # `dict` would take a dict for what it is, and not iterate its keys
        return gives_pairs
    # what is iterated may be a list that changes meanwhile: a generator sees that, a new list does not
    readings = (ONCE, LATER, LOOPED) if isinstance(comp, cst.GeneratorExp) else (ONCE,)
    return is_read_as(context, comp, *readings)


def _is_atom(text: str) -> bool:
    try:
        node = ast.parse(text, mode="eval").body
    except SyntaxError:
        return False
    return isinstance(node, (ast.Name, ast.Attribute, ast.Call, ast.Subscript))


def _is_argument(text: str) -> bool:
    """Whether the text is one argument of a call as it stands."""
    try:
        call = ast.parse(f"f({text})", mode="eval").body
    except SyntaxError:
        return False
    return isinstance(call, ast.Call) and len(call.args) == 1 and not isinstance(call.args[0], ast.Starred)


def _names(text: str | None) -> list[str] | None:
    """The names of ``key`` and ``(key, value)``; None for anything else."""
    try:
        node = ast.parse(f"({text})", mode="eval").body if text is not None else None
    except SyntaxError:
        return None
    parts = node.elts if isinstance(node, ast.Tuple) and len(node.elts) == 2 else [node]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    return names if len(names) == len(parts) == len(set(names)) else None


def _function(context: Context, edits: Sequence[Edit], function: Expression) -> Edit | None:
    """``key=lambda value: value`` goes, and so does ``map`` with such a lambda."""
    if not _gives_its_argument(_node_text(context, edits, function)):
        return None
    call, arg = context.tree.argument(function)
    if call is None or arg is None:
        return None
    if arg.keyword is not None:
        return _without(context, edits, call, arg) if _orders(context, call, arg.keyword.value) else None
    if context.values.builtin_name(call.func) != "map" or len(call.args) != 2 or call.args[0] is not arg:
        return None
    source = _node_text(context, edits, call.args[1].value)
    if source is None or not _is_argument(source):
        return None
    if is_read_as(context, call, ONCE):
        return replace_node(context.tree, call, source, ATOM)
    return replace_node(context.tree, call, f"iter({source})", ATOM) if context.has_builtin("iter", call) else None


def _orders(context: Context, call: cst.Call, keyword: str) -> bool:
    values = context.values
    if keyword != "key":
        return False
    is_sort = is_attribute(call.func, {"sort"})
    return is_sort or values.builtin_name(call.func) in _NO_KEY or values.dotted(call.func) in _NO_KEY


def _gives_its_argument(text: str | None) -> bool:
    """Whether the text is ``lambda x: x``."""
    try:
        node = ast.parse(f"({text})", mode="eval").body if text is not None else None
    except SyntaxError:
        return False
    if not isinstance(node, ast.Lambda) or not isinstance(node.body, ast.Name):
        return False
    args = node.args
    others = args.posonlyargs or args.kwonlyargs or args.defaults or args.vararg or args.kwarg
    return not others and [one.arg for one in args.args] == [node.body.id]


def _without(context: Context, edits: Sequence[Edit], call: cst.Call, arg: cst.Arg) -> Edit | None:
    """The edit that takes an argument out of its call, with the comma that parts it from its neighbour."""
    tree = context.tree
    at = next(index for index, one in enumerate(call.args) if one is arg)
    start, end = tree.inner_span(arg)[0], tree.span(arg.value)[1]
    if at > 0:
        start = tree.span(call.args[at - 1].value)[1]
    elif len(call.args) > 1:
        end = tree.inner_span(call.args[1])[0]
    elif isinstance(arg.comma, cst.Comma):
        end = tree.inner_span(arg)[1]
    if any(one.start < end and start < one.end and not _is_within(one, start, end) for one in edits):
        return None
    return Edit(start, end, "")

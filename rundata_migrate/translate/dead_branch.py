"""Deletes the half of dual code that is dead from MLflow 1.0 on.

What stays is moved to the left as it stands, with its comments; text inside strings is not touched. Nothing is
deleted that has an effect which the other half does not have: then the reason is given instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.lattice import CONTAINER, MAPPING, METHOD, MIXED
from rundata_migrate.syntax import Expression, Node, Tree, attribute_of, canonical, children, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.dual_code import Dual, reads_entities
from rundata_migrate.translate.text import ATOM, CONDITIONAL, has_parentheses, replace_node


class NotDeletedError(Exception):
    """Why the dead half has to stay; the text says so."""


def deletion(context: Context, dual: Dual) -> tuple[Edit, ...]:
    """The edits that delete the dead half.

    Raises:
        NotDeletedError: where that would lose something, or the form is not one that this knows.
    """
    if dual.answer.truth is None:
        raise NotDeletedError(dual.answer.open_because)
    if reads_entities(context, *dual.live):
        raise NotDeletedError("the half for dicts reads entities too")
    _check_effects(context, dual)
    _check_names(context, dual)
    document = context.tree.document_of(dual.node)
    base = context.tree.base(document)
    edits = sorted(_Deletion(document, dual).edits(), key=lambda edit: edit.start)
    return tuple(Edit(base + edit.start, base + edit.end, edit.text) for edit in edits)


# -- what may be lost -------------------------------------------------------------------------

_PURE = frozenset(
    {"abs", "all", "any", "bool", "dict", "enumerate", "filter", "float", "format", "frozenset", "getattr", "hasattr"}
    | {"int", "isinstance", "iter", "len", "list", "map", "max", "min", "next", "range", "repr", "reversed", "round"}
    | {"set", "sorted", "str", "sum", "tuple", "type", "zip"}
)
_PURE_METHODS = frozenset(
    {"items", "keys", "values", "get", "copy", "split", "strip", "lower", "upper", "startswith", "endswith"}
    | {"format", "join", "replace", "index", "count"}
)
_PURE_MODULES = frozenset({"operator", "itertools", "math", "collections", "copy"})
_CHANGING_METHODS = frozenset(
    {"append", "extend", "insert", "add", "update", "setdefault", "pop", "popitem", "remove", "discard", "clear"}
    | {"sort", "reverse", "appendleft"}
)


def _check_effects(context: Context, dual: Dual) -> None:
    known = {key for key, _ in _effects(context, dual.live)}
    for key, text in _effects(context, dual.dead):
        if key not in known:
            raise NotDeletedError(f"the half for lists also has `{text}`, which the other half has not")


def _effects(context: Context, nodes: Iterable[Node]) -> Iterator[tuple[tuple[str, str], str]]:
    """What running the nodes does besides binding names: a key to compare it by, and its text."""
    for node in _run(nodes):
        key = _effect(context, node)
        if key is not None:
            yield key, _short(context.tree.code(node))


def _run(nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes that run where these stand: not what is inside functions."""
    stack = list(nodes)
    while stack:
        top = stack.pop()
        yield top
        if isinstance(top, (cst.FunctionDef, cst.Lambda)):
            continue
        stack.extend(_below(top))


def _below(node: Node) -> list[Node]:
    below = children(node)
    if isinstance(node, cst.Raise):
        # making an exception is no effect of its own
        below = [one for one in below if one is not node.exc or not isinstance(one, cst.Call)]
    return below


def _effect(context: Context, node: Node) -> tuple[str, str] | None:
    if isinstance(node, cst.Call):
        return _call_effect(context, node)
    if isinstance(node, (cst.Yield, cst.Await, cst.Global, cst.Nonlocal, cst.With, cst.Del)):
        return type(node).__name__, ""
    if isinstance(node, (cst.AssignTarget, cst.AugAssign, cst.AnnAssign, cst.For)):
        targets: list[Node] = [node.target]
        while targets:
            target = targets.pop()
            if isinstance(target, (cst.Tuple, cst.List)):
                targets.extend(element.value for element in target.elements)
            elif isinstance(target, cst.Attribute):
                return "store", canonical(context.tree.code(target))
            elif isinstance(target, cst.Subscript):
                return "change", canonical(context.tree.code(target.value))
    return None


def _call_effect(context: Context, node: cst.Call) -> tuple[str, str] | None:
    values = context.values
    if values.builtin_name(node.func) in _PURE:
        return None
    callee = values.of(node.func)
    dotted = values.dotted(node.func)
    if dotted.split(".")[0] in _PURE_MODULES:
        return None
    if callee.kind == METHOD and callee.dotted.startswith(("get_", "search_")):
        return None
    if dotted.startswith("mlflow.") and dotted.rpartition(".")[2] in ("get_run", "active_run", "MlflowClient"):
        return None
    method = attribute_of(node.func)
    if method is not None and method[1] in _PURE_METHODS and not dotted:
        is_dict = values.of(method[0]).kind in (CONTAINER, MIXED, MAPPING)
        if method[1] != "get" or is_dict:
            return None
    if method is not None and method[1] in _CHANGING_METHODS:
        return "change", canonical(context.tree.code(method[0]))
    return "call", canonical(context.tree.code(node.func))


def _check_names(context: Context, dual: Dual) -> None:
    """A name that the dead half alone binds may not be read anywhere else."""
    dead = [context.tree.span(node) for node in dual.dead]
    live = [context.tree.span(node) for node in dual.live]
    for scope in context.names.scopes.values():
        for name, bindings in scope.bindings.items():
            gone = [one for one in bindings if _inside(context.tree, one.node, dead)]
            if not gone or any(_inside(context.tree, one.node, live) for one in bindings):
                continue
            if any(one.kind in (b.FUNCTION, b.CLASS, b.IMPORT) for one in gone) and scope.kind in ("module", "class"):
                raise NotDeletedError(f"the half for lists alone makes `{name}`")
            if scope.kind == "class":
                raise NotDeletedError(f"the half for lists alone binds `{name}`")
            if _is_read_outside(context, gone, dead) and not _held_container(context, gone, name, dual):
                raise NotDeletedError(f"the half for lists alone binds `{name}`, which is read elsewhere")
            if len(gone) == len(bindings) and _is_named_outside(context, scope, name, dead):
                raise NotDeletedError(f"`{name}` would no longer be a name of its function")


def _inside(tree: Tree, node: Node, spans: Sequence[tuple[int, int]]) -> bool:
    start = tree.inner_span(node)[0]
    return any(low <= start < high for low, high in spans)


def _is_read_outside(context: Context, bindings: Sequence[Binding], dead: Sequence[tuple[int, int]]) -> bool:
    return any(not _inside(context.tree, use, dead) for one in bindings for use in one.uses)


def _held_container(context: Context, bindings: Sequence[Binding], name: str, dual: Dual) -> bool:
    """``c = {m.key: m.value for m in c}``: what the name held before is the dict already."""
    sources: list[Node] = [one.value for one in bindings if one.value is not None]
    return len(sources) == len(bindings) and all(
        any(
            isinstance(node, cst.Name) and node.value == name and context.values.of(node).kind in (CONTAINER, MIXED)
            for node in walk(source)
        )
        for source in sources
    )


def _is_named_outside(context: Context, scope: b.Scope, name: str, dead: Sequence[tuple[int, int]]) -> bool:
    for use, where in context.names.scope_of_name.items():
        if use.value != name or _inside(context.tree, use, dead):
            continue
        above: b.Scope | None = where
        while above is not None:
            if above is scope:
                return True
            above = above.parent
    return False


def _short(code: str) -> str:
    code = " ".join(code.split())
    return code if len(code) <= 40 else code[:37] + "..."


# -- the text that stays ----------------------------------------------------------------------

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_STRINGS = tuple(
    getattr(cst, name) for name in ("SimpleString", "FormattedString", "TemplatedString") if hasattr(cst, name)
)

Clause = cst.If | cst.Else | cst.Try | cst.ExceptHandler | cst.Finally


class _Deletion:
    """The edits for one piece of dual code."""

    def __init__(self, tree: Tree, dual: Dual) -> None:
        self.tree = tree
        self.text = tree.text
        self.dual = dual
        self.node = dual.node
        self.newline = tree.module.default_newline
        self._strings = [span for span in map(tree.inner_span, self._string_nodes()) if self._is_long(span)]

    def _string_nodes(self) -> list[Node]:
        return [node for node in self.tree.order if isinstance(node, _STRINGS)]

    def _is_long(self, span: tuple[int, int]) -> bool:
        return any(mark in self.text[slice(*span)] for mark in "\r\n")

    def edits(self) -> list[Edit]:
        """The edits, in no order."""
        if isinstance(self.node, cst.IfExp):
            return [self._conditional(self.node)]
        if isinstance(self.node, cst.If):
            if self.tree.has_comment(*self.tree.span(self.node.test)):
                raise NotDeletedError("a comment stands in the test")
            self.indent = self._indent(self.node)
            above = self.tree.parent(self.node)
            if isinstance(above, cst.If) and above.orelse is self.node:
                return self._elif(self.node, above)
            return self._if(self.node)
        if isinstance(self.node, cst.Try):
            self.indent = self._indent(self.node)
            return self._try(self.node)
        raise NotDeletedError(self.dual.answer.open_because)

    # -- forms ------------------------------------------------------------------------------

    def _conditional(self, node: cst.IfExp) -> Edit:
        stays: Expression = node.body if self.dual.answer.truth else node.orelse
        outer, inner = self.tree.span(node), self.tree.span(stays)
        if self.tree.has_comment(outer[0], inner[0]) or self.tree.has_comment(inner[1], outer[1]):
            raise NotDeletedError("a comment stands in the dead half")
        atoms = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.List, cst.Dict, cst.ListComp, cst.DictComp)
        binds = ATOM if isinstance(stays, atoms) or has_parentheses(stays) else CONDITIONAL
        return replace_node(self.tree, node, self.tree.code(stays), binds)

    def _if(self, node: cst.If) -> list[Edit]:
        start = self._line_start(self.tree.span(node)[0])
        if self.dual.answer.truth:
            return [self._replacement(start, self._end_of_all(node), self._moved(node))]
        between = self._end_of_clause(node)
        if node.orelse is None:
            return [self._removal(start, between)]
        comments = self.text[between : self._line_start(self.tree.span(node.orelse)[0])].lstrip("\r\n")
        if isinstance(node.orelse, cst.Else):
            return [self._replacement(start, self._end_of_all(node), comments + self._moved(node.orelse))]
        keyword = self.tree.span(node.orelse)[0]
        edits = [Edit(start, keyword + len("el"), comments + self.indent)]
        return [*edits, *self._rest()]

    def _elif(self, node: cst.If, above: cst.If) -> list[Edit]:
        start, end = self.tree.span(node)[0], self._end_of_clause(node)
        if self.dual.answer.truth:
            edits = [Edit(start, self.tree.span(node.test)[1], "else")]
            if node.orelse is not None:
                edits.append(Edit(end, self._end_of_all(node), ""))
            return edits
        return [Edit(self._end_of_clause(above), end, "")]

    def _try(self, node: cst.Try) -> list[Edit]:
        start = self._line_start(self.tree.span(node)[0])
        if not self.dual.handlers:
            (handler,) = node.handlers
            return [self._replacement(start, self._end_of_all(node), self._moved(handler))]
        others = [one for one in node.handlers if one not in self.dual.handlers]
        if not others and node.finalbody is None:
            text = self._moved(node) + (self._moved(node.orelse) if node.orelse is not None else "")
            return [self._replacement(start, self._end_of_all(node), text)]
        if not others and node.orelse is not None:
            raise NotDeletedError("the `try` has an `else` and a `finally`")
        edits = []
        before: Clause = node
        for handler in node.handlers:
            if handler in self.dual.handlers:
                edits.append(Edit(self._end_of_clause(before), self._end_of_clause(handler), ""))
            before = handler
        return [*edits, *self._rest()]

    def _rest(self) -> list[Edit]:
        if not self.dual.rest:
            return []
        return [Edit(self._end_of_last(self.node), self._end_of_rest(), "")]

    def _replacement(self, start: int, end: int, text: str) -> Edit:
        if text.strip() == "pass" and not self.dual.rest:
            return self._removal(start, end)
        if self.dual.rest:
            end = self._end_of_rest()
        if end == len(self.text) and not self.text.endswith(("\n", "\r")):
            text = text.rstrip("\r\n")
        return Edit(start, end, text)

    def _removal(self, start: int, end: int) -> Edit:
        """Nothing stays: ``pass`` where a block would be empty, and no blank lines twice."""
        block = self.tree.parent(self.node)
        if isinstance(block, cst.IndentedBlock) and len(block.body) == 1:
            return Edit(start, end, f"{self.indent}pass{self.newline}")
        before = self.text[self._line_start(start - 1) : start] if start else ""
        if not before.strip():
            while end < len(self.text) and not self._line(end).strip():
                end += len(self._line(end))
        return Edit(start, end, "")

    # -- places -----------------------------------------------------------------------------

    def _line(self, at: int) -> str:
        match = _LINE.match(self.text, at)
        assert match is not None
        return match.group()

    def _line_start(self, at: int) -> int:
        at = max(at, 0)
        return at - self.tree.line_column(at)[1] + 1

    def _line_end(self, at: int) -> int:
        return at + len(self._line(at))

    def _indent(self, node: Node) -> str:
        start = self.tree.span(node)[0]
        return self.text[self._line_start(start) : start]

    def _end_of_clause(self, node: Clause) -> int:
        """Where the line after the clause's own block begins; comments as deep as the block are the block's."""
        end = self._line_end(self.tree.span(node.body)[1])
        at = end
        while at < len(self.text):
            line = self._line(at)
            at += len(line)
            if not line.strip():
                continue
            blank = line[: len(line) - len(line.lstrip())]
            if not line.lstrip().startswith("#") or len(blank.expandtabs()) <= len(self.indent.expandtabs()):
                break
            end = at
        return end

    def _end_of_all(self, node: cst.If | cst.Try) -> int:
        return self._end_of_clause(_last_clause(node))

    def _end_of_last(self, node: Node) -> int:
        assert isinstance(node, (cst.If, cst.Try))
        return self._end_of_all(node)

    def _end_of_rest(self) -> int:
        return self._line_end(self.tree.span(self.dual.rest[-1])[1])

    def _header_end(self, node: Clause) -> int:
        """Where the line after ``if ...:`` begins."""
        at = self.tree.span(node)[0]
        if isinstance(node, cst.If):
            at = self.tree.span(node.test)[1]
        elif isinstance(node, cst.ExceptHandler) and node.type is not None:
            at = self.tree.span(node.name.name if node.name is not None else node.type)[1]
        return self._line_end(at)

    # -- moving to the left -----------------------------------------------------------------

    def _moved(self, node: Clause) -> str:
        """The clause's block, as deep as the clause itself."""
        block = node.body
        if isinstance(block, cst.SimpleStatementSuite):
            start = self.tree.span(block)[0]
            return self.indent + self._with_newline(self.text[start : self._line_end(self.tree.span(block)[1])])
        assert isinstance(block, cst.IndentedBlock)
        lead = ""
        if block.header.comment is not None:
            lead = f"{self.indent}{block.header.comment.value}{self.newline}"
        first = self.tree.inner_span(block.body[0])[0]
        depth = self.text[self._line_start(first) : first]
        if depth.strip():  # a decorator's or a word's line: take the blanks before it
            depth = depth[: len(depth) - len(depth.lstrip())]
        lines = []
        at, end = self._header_end(node), self._end_of_clause(node)
        while at < end:
            line = self._line(at)
            lines.append(self._moved_line(line, at, depth))
            at += len(line)
        while lines and not lines[0].strip():
            lines.pop(0)
        return lead + self._with_newline("".join(lines))

    def _moved_line(self, line: str, at: int, depth: str) -> str:
        if not line.strip() or any(start < at < end for start, end in self._strings):
            return line
        if line.startswith(depth):
            return self.indent + line[len(depth) :]
        return self.indent + line.lstrip() if line.lstrip().startswith("#") else line

    def _with_newline(self, text: str) -> str:
        return text if text.endswith(("\n", "\r")) else text + self.newline


def _last_clause(node: cst.If | cst.Try) -> Clause:
    if isinstance(node, cst.If):
        last: cst.If | cst.Else = node
        while isinstance(last, cst.If) and last.orelse is not None:
            last = last.orelse
        return last
    if node.finalbody is not None:
        return node.finalbody
    if node.orelse is not None:
        return node.orelse
    return node.handlers[-1] if node.handlers else node

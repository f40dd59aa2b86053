"""LibCST, made short: a parsed document with character spans and parents, and questions about nodes."""

from __future__ import annotations

import ast
import bisect
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TypeGuard, TypeVar, cast

import libcst as cst

from rundata_migrate.findings import Place
from rundata_migrate.shown import show
from rundata_migrate.spans import parse

Node = cst.CSTNode
Expression = cst.BaseExpression
Comprehension = cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp
Function = cst.FunctionDef | cst.Lambda

COMPREHENSIONS = (cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp)

_T = TypeVar("_T", bound=Node)
_FIELDS: dict[type[Node], tuple[str, ...]] = {}
_NOT_CODE = (
    cst.BaseParenthesizableWhitespace,
    cst.TrailingWhitespace,
    cst.EmptyLine,
    cst.Comment,
    cst.Newline,
    cst.LeftParen,
    cst.RightParen,
    cst.Comma,
    cst.Dot,
    cst.AssignEqual,
    cst.Colon,
    cst.Semicolon,
)


def _field_names(cls: type[Node]) -> tuple[str, ...]:
    names = _FIELDS.get(cls)
    if names is None:
        names = tuple(
            name
            for name in cls.__dataclass_fields__
            if not name.startswith(("whitespace", "leading_lines", "lines_after", "trailing", "header", "footer"))
            and name not in ("lpar", "rpar", "comma", "semicolon", "equal", "dot", "colon", "indent")
        )
        _FIELDS[cls] = names
    return names


_SKIP, _CODE, _LIST = 0, 1, 2
_KINDS: dict[type, int] = {}


def _kind_of(cls: type) -> int:
    """What a field of this type holds; remembered, since isinstance on libcst's abstract classes is slow."""
    if issubclass(cls, (list, tuple)):
        kind = _LIST
    elif issubclass(cls, Node) and not issubclass(cls, _NOT_CODE):
        kind = _CODE
    else:
        kind = _SKIP
    _KINDS[cls] = kind
    return kind


def children(node: Node) -> list[Node]:
    """The child nodes that are code, in the order of libcst's fields."""
    found: list[Node] = []
    for name in _field_names(type(node)):
        value = getattr(node, name)
        cls = type(value)
        kind = _KINDS.get(cls)
        if kind is None:
            kind = _kind_of(cls)
        if kind == _CODE:
            found.append(value)
        elif kind == _LIST:
            for item in value:
                inner = _KINDS.get(type(item))
                if inner is None:
                    inner = _kind_of(type(item))
                if inner == _CODE:
                    found.append(item)
    return found


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first, left to right within a field."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(reversed(children(top)))


class Tree:
    """A parsed document: text, nodes, spans, parents."""

    def __init__(self, text: str, path: str = "") -> None:
        """Parse ``text``; raises ``cst.ParserSyntaxError``, or NotAsItWasError if it does not round-trip."""
        self.text = text
        self.path = path
        self.module, self._spans = parse(text)
        show(self.module, self._spans, text)
        self.parents: dict[Node | None, Node] = {}
        """Never one of None, which may be asked for: no node is above none."""
        self.order: list[Node] = []
        stack: list[Node] = [self.module]
        self._places: dict[type[Node], list[int]] = defaultdict(list)
        """Class -> where in the order of all nodes those of it are."""
        while stack:
            top = stack.pop()
            self._places[type(top)].append(len(self.order))
            self.order.append(top)
            below = children(top)
            for child in below:
                self.parents[child] = top
            stack.extend(reversed(below))
        self._by_class: dict[tuple[type[Node], ...], list[Node]] = {}
        self._ranges: dict[Node, tuple[int, int]] = {}
        self._line_starts = [0] + [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]

    @property
    def documents(self) -> tuple[Tree, ...]:
        """The documents that are read together: a tree alone is one."""
        return (self,)

    def base(self, document: Tree) -> int:
        """Where a document's text begins in the text of all."""
        return 0

    def document_at(self, offset: int) -> Tree:
        """The document that an offset lies in."""
        return self

    def document_of(self, node: Node) -> Tree:
        """The document that a node stands in."""
        return self

    def every(self, *classes: type[_T]) -> list[_T]:
        """The nodes of exactly these classes, in order: asking each node by ``isinstance`` takes far longer.

        libcst's classes are abstract for Python, which then looks for them among their registered subclasses.
        """
        known = self._by_class.get(classes)
        if known is None:
            places = sorted(place for one in classes for place in self._places.get(one, ()))
            known = self._by_class[classes] = [self.order[place] for place in places]
        return cast("list[_T]", known)

    def range_of(self, node: Node) -> tuple[int, int]:
        """Where in the order of all nodes the node is, and where the nodes below it end."""
        if not self._ranges:
            number = {one: at for at, one in enumerate(self.order)}
            ends = list(range(1, len(self.order) + 1))
            for at in range(len(self.order) - 1, 0, -1):
                above = number[self.parents[self.order[at]]]
                ends[above] = max(ends[above], ends[at])
            self._ranges = {one: (at, ends[at]) for one, at in number.items()}
        return self._ranges[node]

    # -- places -----------------------------------------------------------------------------

    def line_start(self, line: int) -> int:
        """The offset at which a line (from 1) begins."""
        return self._line_starts[line - 1]

    def line_range(self, start: int, end: int) -> tuple[int, int]:
        """Where the lines that a stretch stands on begin, and where they end, with the end of the last line."""
        first, last = self.line_column(start)[0], self.line_column(end)[0]
        ends = [*self._line_starts[1:], len(self.text)]
        return self._line_starts[first - 1], ends[last - 1]

    def lines(self) -> list[str]:
        """The lines with their ends, as Python counts them."""
        ends = [*self._line_starts[1:], len(self.text)]
        return [self.text[start:end] for start, end in zip(self._line_starts, ends, strict=True)]

    def inner_span(self, node: Node) -> tuple[int, int]:
        """Start and end without the node's own parentheses."""
        return self._spans[node]

    def span(self, node: Node) -> tuple[int, int]:
        """Start and end with the node's own parentheses."""
        start, end = self.inner_span(node)
        lpar = getattr(node, "lpar", ())
        rpar = getattr(node, "rpar", ())
        if lpar and not isinstance(lpar, cst.MaybeSentinel) and isinstance(lpar, (list, tuple)):
            start = min(start, self._spans[lpar[0]][0])
        if rpar and not isinstance(rpar, cst.MaybeSentinel) and isinstance(rpar, (list, tuple)):
            end = max(end, self._spans[rpar[-1]][1])
        return start, end

    def code(self, node: Node) -> str:
        """The node's source, with its own parentheses."""
        start, end = self.span(node)
        return self.text[start:end]

    def inner_code(self, node: Node) -> str:
        """The node's source without its own parentheses."""
        start, end = self.inner_span(node)
        return self.text[start:end]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1."""
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, node: Node) -> int:
        """The line on which the node begins."""
        return self.line_column(self.inner_span(node)[0])[0]

    def where(self, node: Node) -> str:
        """``line 7``, and of which file where there are several."""
        return f"line {self.line(node)}"

    def place(self, node: Node) -> Place:
        """The node's place for a finding."""
        start, end = self.span(node)
        return Place(*self.line_column(start), *self.line_column(end))

    # -- relatives --------------------------------------------------------------------------

    def parent(self, node: Node | None) -> Node | None:
        """The node above, or None for the module and for None."""
        return self.parents.get(node)

    def call_of(self, node: Node | None) -> cst.Call | None:
        """The call whose function the node is: ``node(...)``."""
        above = self.parent(node)
        return above if isinstance(above, cst.Call) and above.func is node else None

    def argument(self, node: Node | None) -> tuple[cst.Call, cst.Arg] | tuple[None, None]:
        """The call that the node is an argument of, and how it is given: ``f(node)``, ``f(x=node)``, ``f(*node)``."""
        arg = self.parent(node)
        call = self.parent(arg) if isinstance(arg, cst.Arg) else None
        return (call, arg) if isinstance(call, cst.Call) and isinstance(arg, cst.Arg) else (None, None)

    def call_with(self, node: Node | None) -> cst.Call | None:
        """The call that the node is an argument of."""
        return self.argument(node)[0]

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The nodes above, nearest first."""
        above = self.parents.get(node)
        while above is not None:
            yield above
            above = self.parents.get(above)

    def function_of(self, node: Node) -> Node:
        """The function or lambda that the node stands in, or the module."""
        above = node
        for above in self.ancestors(node):
            if isinstance(above, (cst.FunctionDef, cst.Lambda)):
                return above
        return above

    def statement_of(self, node: Node) -> Node | None:
        """The innermost statement line or compound statement that holds the node."""
        if isinstance(node, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
            return node
        for above in self.ancestors(node):
            if isinstance(above, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
                return above
        return None

    def is_inside(self, node: Node, outer: Node) -> bool:
        """Whether ``node`` is ``outer`` or below it."""
        return node is outer or any(above is outer for above in self.ancestors(node))

    def has_comment(self, start: int, end: int) -> bool:
        """Whether a comment stands in this part of the text (a ``#`` in a string counts, to be careful)."""
        return "#" in self.text[start:end]


# -- questions about single nodes -------------------------------------------------------------


def name_of(node: Node | None) -> str | None:
    """The identifier, if the node is a plain name."""
    return node.value if isinstance(node, cst.Name) else None


def last_name(node: Node | None) -> str | None:
    """``c`` of ``a.b.c`` and of ``c``."""
    return node.attr.value if isinstance(node, cst.Attribute) else name_of(node)


def is_name(node: Node | None, name: str) -> bool:
    """Whether the node is this plain name."""
    return isinstance(node, cst.Name) and node.value == name


def attribute_of(node: Node | None) -> tuple[Expression, str] | None:
    """``(x, "name")`` of ``x.name``."""
    if isinstance(node, cst.Attribute):
        return node.value, node.attr.value
    return None


def is_attribute(node: Node | None, names: Collection[str]) -> TypeGuard[cst.Attribute]:
    """Whether the node is ``x.name`` with one of these names."""
    return isinstance(node, cst.Attribute) and node.attr.value in names


def only_target(node: Node | None) -> Expression | None:
    """``x`` of the statement ``x = value``."""
    return node.targets[0].target if isinstance(node, cst.Assign) and len(node.targets) == 1 else None


def index_of(node: Node | None) -> Expression | None:
    """``i`` of ``x[i]``: one index, no slice, no star."""
    if isinstance(node, cst.Subscript) and len(node.slice) == 1:
        element = node.slice[0].slice
        if isinstance(element, cst.Index) and element.star is None:
            # x[1,] is a tuple index: libcst keeps the comma on the element
            if isinstance(node.slice[0].comma, cst.Comma):
                return None
            return element.value
    return None


def slice_of(node: Node | None) -> cst.Slice | None:
    """The slice of ``x[a:b]``."""
    if isinstance(node, cst.Subscript) and len(node.slice) == 1:
        element = node.slice[0].slice
        if isinstance(element, cst.Slice):
            return element
    return None


def integer_of(node: Node | None) -> int | None:
    """The value of an integer literal, with an optional minus."""
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        inner = integer_of(node.expression)
        return None if inner is None else -inner
    if isinstance(node, cst.Integer):
        return int(node.evaluated_value)
    return None


def string_of(node: Node | None) -> str | None:
    """The value of a string literal that is not an f-string and not bytes."""
    if isinstance(node, (cst.SimpleString, cst.ConcatenatedString)):
        value = node.evaluated_value
        return value if isinstance(value, str) else None
    return None


def is_none(node: Node | None) -> bool:
    """Whether the node is the literal ``None``."""
    return is_name(node, "None")


def plain_arguments(call: cst.Call) -> list[Expression] | None:
    """The positional arguments, or None if there are keywords or stars."""
    values = []
    for arg in call.args:
        if arg.keyword is not None or arg.star:
            return None
        values.append(arg.value)
    return values


def positional_and_keywords(call: cst.Call) -> tuple[list[Expression], dict[str, Expression]] | None:
    """Positional and keyword arguments, or None if there are stars."""
    positional: list[Expression] = []
    keywords: dict[str, Expression] = {}
    for arg in call.args:
        if arg.star:
            return None
        if arg.keyword is None:
            positional.append(arg.value)
        else:
            keywords[arg.keyword.value] = arg.value
    return positional, keywords


def comp_clauses(comp: Comprehension) -> list[cst.CompFor]:
    """The ``for`` clauses, outermost first."""
    clauses = []
    clause: cst.CompFor | None = comp.for_in
    while clause is not None:
        clauses.append(clause)
        clause = clause.inner_for_in
    return clauses


def comp_results(comp: Comprehension) -> list[Expression]:
    """What the comprehension makes of an element: one expression, or key and value of a dict."""
    if isinstance(comp, cst.DictComp):
        return [comp.key, comp.value]
    return [comp.elt]


def conjuncts(node: Expression) -> list[Expression]:
    """``a``, ``b``, ``c`` of ``a and b and c``."""
    if isinstance(node, cst.BooleanOperation) and isinstance(node.operator, cst.And):
        return conjuncts(node.left) + conjuncts(node.right)
    return [node]


def comparison_of(node: Node | None) -> tuple[Expression, cst.BaseCompOp, Expression] | None:
    """``(a, op, b)`` of a comparison with one operator."""
    if isinstance(node, cst.Comparison) and len(node.comparisons) == 1:
        target = node.comparisons[0]
        return node.left, target.operator, target.comparator
    return None


def tuple_elements(node: Node | None) -> list[Expression] | None:
    """The elements of a tuple or list without stars."""
    if isinstance(node, (cst.Tuple, cst.List)):
        elements = []
        for element in node.elements:
            if isinstance(element, cst.StarredElement):
                return None
            elements.append(element.value)
        return elements
    return None


def block_statements(suite: cst.BaseSuite) -> Sequence[Node]:
    """The statements of a block: simple statements one by one, compound ones whole."""
    if isinstance(suite, cst.SimpleStatementSuite):
        return suite.body
    result: list[Node] = []
    for statement in suite.body:
        if isinstance(statement, cst.SimpleStatementLine):
            result.extend(statement.body)
        else:
            result.append(statement)
    return result


def parameters_of_lambda(node: cst.Lambda) -> list[cst.Param] | None:
    """The plain parameters of a lambda; None if it has stars, defaults or keyword-only ones."""
    params = node.params
    if params.posonly_params or params.kwonly_params or params.star_kwarg is not None:
        return None
    if isinstance(params.star_arg, cst.Param) or any(param.default is not None for param in params.params):
        return None
    return list(params.params)


def names_in(node: Node) -> set[str]:
    """Every plain name below the node that is read or bound (not attribute names or keywords)."""
    found = set()
    stack = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, cst.Name):
            found.add(top.value)
        elif isinstance(top, (cst.Attribute, cst.Arg)):
            stack.append(top.value)
        else:
            stack.extend(children(top))
    return found


def free_names(node: Node) -> set[str]:
    """The names that evaluating the node reads from around it; those of its comprehensions are its own."""
    if isinstance(node, cst.Name):
        return {node.value}
    if isinstance(node, cst.Attribute):
        return free_names(node.value)
    if isinstance(node, cst.Arg):
        return free_names(node.value)
    if isinstance(node, COMPREHENSIONS):
        inner: set[str] = set()
        for result in comp_results(node):
            inner |= free_names(result)
        own: set[str] = set()
        clauses = comp_clauses(node)
        for clause in clauses:
            own |= names_in(clause.target)
            for condition in clause.ifs:
                inner |= free_names(condition.test)
            if clause is not clauses[0]:
                inner |= free_names(clause.iter)
        return (inner - own) | free_names(clauses[0].iter)
    found: set[str] = set()
    for child in children(node):
        found |= free_names(child)
    return found


def is_chain(node: Node | None) -> bool:
    """A name, or attributes of one: reading it twice costs nothing and changes nothing."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return isinstance(node, cst.Name)


def is_pure(node: Node) -> bool:
    """Whether evaluating the node once, twice or never is the same but for an exception.

    Attributes, subscripts and operators count as pure; calls, ``await``, ``yield`` and ``:=`` do not.
    """
    impure = (cst.Call, cst.Await, cst.Yield, cst.NamedExpr, cst.Lambda, cst.GeneratorExp)
    return not any(isinstance(below, impure) for below in walk(node))


def is_constant(node: Node | None) -> bool:
    """A literal whose value nothing can change."""
    return isinstance(node, (cst.SimpleString, cst.ConcatenatedString, cst.Integer, cst.Float)) and (
        not isinstance(node, cst.ConcatenatedString) or string_of(node) is not None
    )


def short(code: str) -> str:
    """The code in one line, and not too long a one."""
    flat = re.sub(r"\s+", " ", code)
    return flat if len(flat) <= 60 else flat[:57] + "..."


def canonical(code: str) -> str:
    """A text that is equal for expressions that differ in layout, quotes and parentheses only."""
    try:
        return ast.dump(ast.parse(f"({code}\n)", mode="eval"))
    except SyntaxError:
        return code

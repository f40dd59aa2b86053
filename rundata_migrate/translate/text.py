"""New text from old pieces: parentheses where they are needed, line breaks where they may stand."""

from __future__ import annotations

import re

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node, Tree

_ATOMS = (
    cst.Name,
    cst.Attribute,
    cst.Call,
    cst.Subscript,
    cst.List,
    cst.Dict,
    cst.Set,
    cst.ListComp,
    cst.SetComp,
    cst.DictComp,
    cst.SimpleString,
    cst.FormattedString,
)


def has_parentheses(node: Node) -> bool:
    """Whether the node stands in parentheses of its own."""
    lpar = getattr(node, "lpar", None)
    return isinstance(lpar, (list, tuple)) and bool(lpar)


def as_base(tree: Tree, node: Expression) -> str:
    """The node's text such that ``.items()`` or ``[k]`` may follow it."""
    text = flat(tree.code(node))
    if isinstance(node, _ATOMS) or has_parentheses(node):
        return text
    return f"({text})"


def flat(text: str) -> str:
    """The text on one line, if only white space inside it would change."""
    if "\n" not in text and "\r" not in text:
        return text
    if "#" in text or '"' in text or "'" in text:
        return text
    text = re.sub(r"\s*\\?\r?\n\s*", " ", text)
    text = re.sub(r"\s*\.\s*", ".", text)
    return re.sub(r"(?<=[\[(])\s+|\s+(?=[\])])", "", text)


def append_call(tree: Tree, node: Expression, call: str, wrap: tuple[str, str] = ("", "")) -> list[Edit]:
    """Edits that turn ``node`` into ``node.call``, between the two parts of ``wrap``; nothing inside is touched."""
    start, end = tree.span(node)
    before, after = wrap
    if call:
        if isinstance(node, _ATOMS) or has_parentheses(node):
            after = f".{call}{after}"
        else:
            before, after = f"{before}(", f").{call}{after}"
    edits = [Edit(start, start, glue(tree, start, before))] if before else []
    return [*edits, Edit(end, end, after)] if after else edits


_BRACKETS = (cst.List, cst.Set, cst.Dict, cst.ListComp, cst.SetComp, cst.DictComp, cst.Call, cst.Subscript)


def in_brackets(tree: Tree, node: Node) -> bool:
    """Whether a line break may stand at the node: it is inside brackets of any kind."""
    below = node
    for above in tree.ancestors(node):
        if isinstance(above, (cst.BaseSmallStatement, cst.BaseCompoundStatement)):
            return False
        if has_parentheses(above):
            return True
        if isinstance(above, _BRACKETS):
            # what is called or subscripted stands before the bracket
            outside = above.func if isinstance(above, cst.Call) else getattr(above, "value", None)
            if below is not outside or not isinstance(above, (cst.Call, cst.Subscript)):
                return True
        below = above
    return False


# How tightly an expression binds, loosest first; only what the rules produce.
CONDITIONAL, AND, NOT, COMPARISON, ATOM = 0, 2, 3, 4, 9

_LOOSE_PARENTS = (
    cst.Arg,
    cst.Assign,
    cst.AnnAssign,
    cst.AugAssign,
    cst.Return,
    cst.Expr,
    cst.If,
    cst.While,
    cst.Assert,
    cst.Element,
    cst.DictElement,
    cst.Index,
    cst.Lambda,
    cst.Yield,
    cst.Param,
    cst.NamedExpr,
    cst.Raise,
)


def replace_node(tree: Tree, node: Expression, text: str, binds: int) -> Edit:
    """Put ``text``, whose outermost operator binds as ``binds`` says, in the place of ``node``."""
    outer, inner = tree.span(node), tree.inner_span(node)
    bare_generator = isinstance(node, cst.GeneratorExp) and outer != inner
    bracketed = outer != inner and not bare_generator
    if bracketed and (binds < ATOM or _comment_between(tree, outer, inner)):
        return Edit(*inner, text)
    needs = _needs_parentheses(tree.parent(node), binds) or (
        ("\n" in text or "\r" in text) and not in_brackets(tree, node)
    )
    return Edit(*outer, glue(tree, outer[0], f"({text})" if needs else text, outer[1]))


def _comment_between(tree: Tree, outer: tuple[int, int], inner: tuple[int, int]) -> bool:
    return tree.has_comment(outer[0], inner[0]) or tree.has_comment(inner[1], outer[1])


def _needs_parentheses(parent: Node | None, binds: int) -> bool:
    if binds == ATOM or isinstance(parent, _LOOSE_PARENTS):
        return False
    if isinstance(parent, cst.BooleanOperation):
        if binds == AND:
            return isinstance(parent.operator, cst.And)
        return binds == CONDITIONAL
    if isinstance(parent, cst.UnaryOperation) and isinstance(parent.operator, cst.Not):
        return binds < COMPARISON
    if isinstance(parent, (cst.CompIf, cst.IfExp)):
        return binds == CONDITIONAL
    return not isinstance(parent, (cst.ListComp, cst.GeneratorExp, cst.SetComp))


def glue(tree: Tree, start: int, text: str, end: int | None = None) -> str:
    """Blanks where the text would run into a word before it, or behind it where ``end`` is given."""
    before = tree.text[start - 1 : start]
    if text[:1].isidentifier() and (before.isalnum() or before == "_"):
        text = f" {text}"
    after = tree.text[end : end + 1] if end is not None else ""
    if (text[-1:].isalnum() or text[-1:] == "_") and (after.isalnum() or after == "_"):
        text = f"{text} "
    return text


def shortened(text: str, most: int) -> str:
    """The text in one line of so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."

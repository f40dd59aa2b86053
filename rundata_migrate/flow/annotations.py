"""What annotations and type comments promise."""

from __future__ import annotations

import re

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.bindings import Binding, parameters_of
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import UNKNOWN_VALUE, Value, sequence
from rundata_migrate.syntax import Expression, Function, Node, is_none, last_name, name_of, string_of

_WRAPPERS = frozenset({"Union", "Optional", "Final", "ClassVar", "Annotated"})
_LISTS = frozenset({"List", "Sequence", "Iterable", "Iterator", "list", "Collection", "PagedList", "Set", "set"})
_DICTS = frozenset({"Dict", "dict", "Mapping"})
_TUPLES = frozenset({"Tuple", "tuple"})


class Annotations:
    """Reads annotations as values; asks what the names in them are."""

    def __init__(self, values: Knows) -> None:
        """The type comments are found at once, by line."""
        self._values = values
        self._comments = {document: _type_comments(document.text) for document in values.tree.documents}

    def comment_at(self, node: Node) -> str | None:
        """The type comment on the line on which the node begins."""
        return self.comment_on(node, self._values.tree.line(node))

    def comment_on(self, near: Node, line: int) -> str | None:
        """The type comment on a line of the document that the node is in."""
        return self._comments[self._values.tree.document_of(near)].get(line)

    def read(self, annotation: Node) -> Value | None:
        """The value that an annotation promises, if it is one of MLflow's."""
        text = string_of(annotation)
        if text is not None:
            return self.read_text(text, annotation)
        return self._from_annotation(annotation)

    def read_text(self, text: str, near: Node) -> Value | None:
        """The same of a string or a comment; ``near`` is the node that it belongs to."""
        try:
            parsed = cst.parse_expression(text.strip())
        except Exception:  # not an expression: no annotation
            return None
        return self._from_annotation(parsed, near)

    def _from_annotation(self, node: Node, near: Node | None = None) -> Value | None:
        if isinstance(node, (cst.Name, cst.Attribute)):
            return self._from_name(node, near)
        if isinstance(node, cst.Subscript):
            parts = [item.slice.value for item in node.slice if isinstance(item.slice, cst.Index)]
            return self._from_generic(last_name(node.value) or "", parts, near)
        if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.BitOr):
            for side, other in ((node.left, node.right), (node.right, node.left)):
                if is_none(other):
                    return self._from_annotation(side, near)
        if isinstance(node, cst.SimpleString):
            return self.read_text(string_of(node) or "", near if near is not None else node)
        return None

    def _from_name(self, node: cst.Name | cst.Attribute, near: Node | None) -> Value | None:
        dotted = self._annotation_path(node, near)
        where = self._values.tree.where(near if near is not None else node)
        kind = api.FUNCTIONS.get(dotted)
        if kind in (k.RUN, k.RUN_DATA, k.CLIENT, k.STORE):
            return Value(kind, why=(f"annotated {dotted.rsplit('.', 1)[-1]} {where}",))
        local = self._local_class(node, near)
        if local is not None:
            return local
        is_rival = dotted.startswith(("rival.", *api.RIVAL_PATHS)) or dotted.split(".")[0] in api.RIVAL_ROOTS
        return Value(k.RIVAL) if is_rival else None

    def _from_generic(self, outer: str, parts: list[Expression], near: Node | None) -> Value | None:
        """``Optional[Run]``, ``List[Run]``, ``Dict[str, Run]`` and the like."""
        if outer in _TUPLES:
            return Value(k.TUPLE, items=tuple(self._from_annotation(one, near) or UNKNOWN_VALUE for one in parts))
        if outer == "Union":
            parts = [part for part in parts if not is_none(part)]
        if not parts or (outer == "Union" and len(parts) > 1):
            return None
        if outer in _WRAPPERS:
            return self._from_annotation(parts[0], near)
        if outer in _LISTS:
            inner = self._from_annotation(parts[0], near)
            return sequence(inner) if inner is not None else None
        inner = self._from_annotation(parts[1], near) if outer in _DICTS and len(parts) == 2 else None
        return Value(k.MAPPING, inner=inner) if inner is not None else None

    def _annotation_path(self, node: Node, near: Node | None) -> str:
        if near is None:
            value = self._values.of(node)
            return value.dotted if value.kind == k.API else ("rival.x" if value.kind == k.RIVAL else "")
        # Inside a string or comment: look the root up among the module's names.
        if isinstance(node, cst.Attribute):
            base = self._annotation_path(node.value, near)
            return f"{base}.{node.attr.value}" if base else ""
        name = name_of(node) or ""
        found = [
            self._values.of_binding(binding) for binding in self._values.names.module_scope(near).bindings.get(name, ())
        ]
        return found[0].dotted if len(found) == 1 and found[0].kind == k.API else ""

    def _local_class(self, node: Node, near: Node | None) -> Value | None:
        name = name_of(node)
        if name is None:
            return None
        for binding in self._values.names.module_scope(near or node).bindings.get(name, ()):
            if binding.kind == b.CLASS:
                return self._values.instance_of(binding.node)
        return None

    def of_binding(self, binding: Binding) -> Value | None:
        """What the annotation or type comment of a name that is bound promises."""
        if binding.annotation is not None:
            return self.read(binding.annotation)
        if binding.kind in (b.ASSIGN, b.ELEMENT, b.ENTER) and binding.path == ():
            comment = self.comment_at(binding.node)
            return self.read_text(comment, binding.node) if comment is not None else None
        return None

    def of_parameter(self, param: cst.Param, function: Function) -> Value | None:
        """``def f(a, run):  # type: (int, Run) -> None`` and one comment a parameter."""
        if not isinstance(function, cst.FunctionDef):
            return None
        own = self.comment_at(param)
        if own is not None and not own.startswith("("):
            return self.read_text(own, param)
        start = self._values.tree.line(function.name)
        body_line = self._values.tree.line(function.body.body[0]) if function.body.body else start
        for line in range(start, body_line + 1):
            comment = self.comment_on(function, line) or ""
            if comment.startswith("(") and "->" in comment:
                types = _split_signature(comment)
                params = parameters_of(function)
                if len(types) == len(params) - 1 and self._values.classes.owner_class(function) is not None:
                    types = ["", *types]
                index = params.index(param)
                if index < len(types) and types[index]:
                    return self.read_text(types[index], param)
        return None


def _type_comments(text: str) -> dict[int, str]:
    found: dict[int, str] = {}
    if "# type:" not in text and "#type:" not in text:
        return found
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        match = re.search(r"#\s*type:\s*(?!ignore)(.+)$", line)
        if match:
            found[number] = match.group(1).split("#")[0].strip()
    return found


def _split_signature(comment: str) -> list[str]:
    depth = 0
    parts = [""]
    for char in comment[1:]:
        if char == ")" and depth == 0:
            break
        if char in "([":
            depth += 1
        elif char in ")]":
            depth -= 1
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [part.strip() for part in parts]

"""The other side of a port: what a function does with the entity it is handed, or its callers with what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Expression, Node, is_none, name_of, walk
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.plan import GROUPS, ITEMS, KEY, KEYS, LIST, ROLES, VALUE, Domain
from rundata_migrate.translate.ports import PARAMETER, Port, Ports, Source, parameters
from rundata_migrate.translate.represent import Representation
from rundata_migrate.translate.text import glue

if TYPE_CHECKING:
    from rundata_migrate.syntax import Function

_WORDS = ("Metric", "Param", "RunTag")
_NONE_SHAPES = ("Optional", "typing.Optional", "t.Optional")


class PortPlan(Representation):
    """Follows the uses of a port, as a representation follows those of a container."""

    def __init__(self, port: Port, site: Site, ports: Ports, optional: bool) -> None:
        """``site`` stands for the container; ``optional`` says that None may come through."""
        self.port = port
        self._optional = optional
        self.needs_one_name = optional
        """It is tested as a whole: two parameters could not be."""
        self.names_differ = False
        """The functions of the port could not call their two parameters the same."""
        self._all = ports
        self._own: set[Node] = set()
        """What means the port's own list or dict, not one that is made of it."""
        super().__init__(site, ports)

    def _start(self, root: Domain) -> None:
        self.port.domain = root
        for function in self.port.functions:
            if self.port.kind == PARAMETER:
                self._follow_parameter(parameters(self._all, function)[self.port.index], function, root)
                continue
            for call in self._all.results_of(function):
                if self.port.elements:
                    self._several(call, root)
                else:
                    self._entity_expression(call, root, self._optional)

    def _several(self, node: Expression, root: Domain) -> None:
        """The node is a list or dict, as the port is."""
        self._own.add(node)
        if self.port.shape == LIST:
            self._sequence(node, root, ())
        else:
            self._mapping(node, root, deep=self.port.shape == GROUPS)

    def _puts(self, where: Expression, what: Node) -> bool:
        """Something is put into the port's list or dict: it must be one of the port's sources."""
        if self.port.shape == GROUPS and isinstance(where, cst.Subscript):
            where = where.value
        elif self.port.shape == GROUPS and isinstance(where, cst.Call) and isinstance(where.func, cst.Attribute):
            where = where.func.value
        if where not in self._own:
            return False
        self.port.fills.append(what)
        return True

    def _emit_root(self, form: str) -> None:
        """There is no container here that would need a call."""

    # -- parameters -----------------------------------------------------------------------------

    def _follow_parameter(self, param: cst.Param, function: cst.FunctionDef, root: Domain) -> None:
        binding = self.context.names.binding_of_target.get(param)
        if binding is None:
            return
        if not self.port.elements:
            self._entity_parameter(param, binding, function, root)
            return
        for use in binding.uses:
            if self.context.names.slot(use).bindings != {binding}:
                self._block("RD408", use, f"`{binding.name}` may hold something else here")
            else:
                self._several(use, root)

    def _entity_parameter(self, param: cst.Param, binding: Binding, function: Function, root: Domain) -> None:
        names: dict[str, str] = {}
        self.needs_one_name = self.needs_one_name or any(
            self._is_truth(use) or self._is_none_test(self.tree.parent(use), use) for use in binding.uses
        )

        def emit(form: str) -> None:
            if form == ITEMS:
                self._split(param, binding, function, names)
            elif param.annotation is not None:
                self.edits += self._annotation_edits(param.annotation.annotation, form)

        def spell(use: Node, read: Node, role: str, form: str) -> Edit:
            return self._put(read, names[role] if form == ITEMS else binding.name)

        def whole_text(form: str) -> str:
            if not names:
                return binding.name
            parts = ", ".join(names[role] for role in ROLES[form])
            return f"({parts})" if form == ITEMS else parts

        root.emitters.append(emit)
        text = None if self._optional else whole_text
        self._uses(binding, root, spell, self._optional, text, keeps_name=True)

    def _split(self, param: cst.Param, binding: Binding, function: Function, names: dict[str, str]) -> None:
        """``metric`` becomes ``key, value``, under the names that the other functions of the port use."""
        span = self.tree.span(function)
        for role in ROLES[ITEMS]:
            wanted = [self.port.names[role]] if role in self.port.names else self._wanted(role)
            names[role] = self.context.fresh.pick(wanted, binding.scope, binding.uses, span, binding, self.reserved)
            self.names_differ = self.names_differ or self.port.names.setdefault(role, names[role]) != names[role]
            self.reserved.append((names[role], span))
        texts = dict(names)
        end = self.tree.span(param.name)[1]
        if param.annotation is not None:
            end = self.tree.span(param.annotation.annotation)[1]
            texts[KEY] += ": str"
            texts[VALUE] += f": {self._value_type()}"
        self.edits.append(Edit(self.tree.span(param.name)[0], end, f"{texts[KEY]}, {texts[VALUE]}"))

    # -- annotations ----------------------------------------------------------------------------

    def _value_type(self) -> str:
        return "float" if self.site.value.container == "metrics" else "str"

    def annotation_problem(self) -> str:
        """Why an annotation could not be made true in the form that was chosen; empty if it can."""
        form = self.port.domain.form if self.port.domain is not None else ITEMS
        for function in self.port.functions:
            annotation = function.returns
            if self.port.kind == PARAMETER:
                annotation = parameters(self._all, function)[self.port.index].annotation
            if annotation is None:
                continue
            code = self.tree.code(annotation.annotation)
            if not any(word in code for word in _WORDS):
                if form == ITEMS and self.port.kind == PARAMETER and not self.port.elements:
                    return f"{function.name.value}() is annotated with something else"
                continue
            splits = self.port.kind == PARAMETER and form == ITEMS and self._is_entity_name(annotation.annotation)
            if self.port.elements or not (splits or self._annotation_edits(annotation.annotation, form)):
                return f"an annotation of {function.name.value}() says what it was"
        return ""

    def _annotation_edits(self, annotation: Node, form: str) -> list[Edit]:
        """``Metric`` or ``Optional[Metric]`` with the plain type; nothing where it is another type."""
        if form == ITEMS:
            return []
        found = [node for node in walk(annotation) if self._is_entity_name(node)]
        inside = isinstance(annotation, cst.Subscript) and self.tree.code(annotation.value) in _NONE_SHAPES
        either = isinstance(annotation, cst.BinaryOperation) and (is_none(annotation.left) or is_none(annotation.right))
        if len(found) != 1 or not (found[0] is annotation or inside or either):
            return []
        return [self._put(found[0], "str" if form == KEYS else self._value_type())]

    def _is_entity_name(self, node: Node) -> bool:
        if not isinstance(node, (cst.Name, cst.Attribute)) or isinstance(self.tree.parent(node), cst.Attribute):
            return False
        container = api.ENTITY_PATHS.get(self.context.values.dotted(node))
        return container is not None and container == self.site.value.container

    def emit(self) -> None:
        """The result's annotation goes with the rest."""
        super().emit()
        if self.port.kind != PARAMETER and self.port.domain is not None:
            for function in self.port.functions:
                if function.returns is not None:
                    self.edits += self._annotation_edits(function.returns.annotation, self.port.domain.form)

    def is_by_keyword(self, source: Source) -> bool:
        """Whether a source names the parameter."""
        arg = self.tree.parent(source.node)
        return self.port.kind == PARAMETER and isinstance(arg, cst.Arg) and arg.keyword is not None

    # -- what goes in ---------------------------------------------------------------------------

    def source_edits(self, source: Source) -> list[Edit]:
        """How a source hands on the entity in the port's form."""
        assert self.port.domain is not None
        form = self.port.domain.form
        text = source.whole_text(form) if source.whole_text is not None else None
        if self.port.elements or self.port.kind != PARAMETER or form != ITEMS:
            return [self._put(source.node, text)] if text is not None and text != name_of(source.node) else []
        start = self.tree.span(source.node)[0]
        if text is None:
            return [Edit(start, start, "*")]
        is_split = text.startswith("(")
        arg = self.tree.parent(source.node)
        if self.is_by_keyword(source) and isinstance(arg, cst.Arg) and arg.keyword is not None:
            parts = text[1:-1].split(", ") if is_split else [f"{text}[0]", f"{text}[1]"]
            low, high = self.tree.span(arg.keyword)[0], self.tree.span(source.node)[1]
            names = self.port.names
            return [Edit(low, high, f"{names[KEY]}={parts[0]}, {names[VALUE]}={parts[1]}")]
        return [self._put(source.node, glue(self.tree, start, text[1:-1] if is_split else f"*{text}"))]

"""What entities are kept in: a variable that holds one, or a list or dict that is filled with them.

A holder is known by everything that binds it and everything that reads it. Where one of these cannot be seen, or says
something else than entities, nothing of it is rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Expression, Node, Tree, attribute_of, is_none, plain_arguments, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.plan import DICT, GROUPS, LIST, ONE

_LOOKS_AT_NAMES = frozenset({"locals", "vars", "eval", "exec", "globals"})
_MADE_EMPTY = {
    LIST: frozenset({"list"}),
    DICT: frozenset({"dict"}),
    GROUPS: frozenset({"dict"}),
}
_ORDERED = frozenset({"collections.OrderedDict"})


@dataclass(eq=False)
class Holder:
    """A variable, with all that is assigned to it and all that reads it."""

    shown: str
    bindings: list[Binding] = field(default_factory=list)
    reads: list[Expression] = field(default_factory=list)
    """Every expression that means it, but where it is assigned."""
    stored: list[Node] = field(default_factory=list)
    """What is assigned to it."""
    problem: str = ""
    """Why not all of it can be seen; empty if it can."""

    @property
    def parameter(self) -> Binding | None:
        """The parameter that it is, if it is nothing else."""
        only = self.bindings[0] if len(self.bindings) == 1 else None
        return only if only is not None and only.kind == b.PARAMETER else None

    @property
    def starts_as_none(self) -> bool:
        """Whether None is assigned to it somewhere."""
        return any(is_none(value) for value in self.stored)


class Holders:
    """The holders of a program, each made once."""

    def __init__(self, context: Context) -> None:
        """Nothing is looked for yet."""
        self._context = context
        self._tree = context.tree
        self._names = context.names
        self._by_binding: dict[Binding, Holder] = {}

    def of_target(self, target: Node) -> Holder | None:
        """The holder that an assignment's target means."""
        if isinstance(target, cst.Name):
            binding = self._names.binding_of_target.get(target)
            return self._of_bindings([binding]) if binding is not None else None
        return None

    def of_use(self, use: Node) -> Holder | None:
        """The holder that an expression reads."""
        if isinstance(use, cst.Name):
            bindings = self._names.slot(use).bindings
            return self._of_bindings(bindings) if bindings else None
        return None

    def _of_bindings(self, start: Iterable[Binding]) -> Holder:
        first = next(iter(start))
        known = self._by_binding.get(first)
        if known is not None:
            return known
        holder = self._of_name(first)
        self._by_binding.update(dict.fromkeys(holder.bindings, holder))
        return holder

    # -- variables ------------------------------------------------------------------------------

    def _of_name(self, first: Binding) -> Holder:
        """Everything that a use may mean which may mean this binding, and so on."""
        bindings: dict[Binding, None] = {first: None}
        reads: dict[cst.Name, None] = {}
        todo = [first]
        while todo:
            binding = todo.pop()
            uses = list(binding.uses)
            if isinstance(binding.node, cst.Name) and isinstance(self._tree.parent(binding.node), cst.AugAssign):
                uses.append(binding.node)
            for use in uses:
                if use in reads:
                    continue
                reads[use] = None
                more = [one for one in self._meant_at(use) if one not in bindings]
                bindings.update(dict.fromkeys(more))
                todo += more
        holder = Holder(first.name, list(bindings), sorted(reads, key=lambda one: self._tree.inner_span(one)[0]))
        for binding in holder.bindings:
            value = self._assigned(binding)
            if isinstance(value, str):
                holder.problem = holder.problem or value
            elif value is not None:
                holder.stored.append(value)
        holder.problem = holder.problem or self._name_problem(holder)
        return holder

    def _meant_at(self, use: cst.Name) -> set[Binding]:
        """What a use may mean; ``xs += ys`` goes on with the list that it was."""
        bindings = set(self._names.slot(use).bindings)
        if isinstance(self._tree.parent(use), cst.AugAssign) and use in self._names.binding_of_target:
            bindings.add(self._names.binding_of_target[use])
        return bindings

    def _assigned(self, binding: Binding) -> Node | str | None:
        """What the binding assigns; a reason where that cannot be told, None where it is none that counts."""
        if binding.kind == b.PARAMETER:
            return None
        statement = self._tree.parent(binding.node)
        if isinstance(statement, cst.AugAssign) and isinstance(statement.operator, cst.AddAssign):
            return None  # its target reads the name too, and is seen there
        if binding.annotation is not None:
            return f"the annotation of `{binding.name}` would become false"
        if binding.kind != b.ASSIGN or binding.value is None:
            return f"`{binding.name}` holds something else too"
        if self._context.values.is_type_checked(binding):
            return f"the type comment of `{binding.name}` would become false"
        value = assigned_value(self._tree, binding.node)
        return value if value is not None else f"what `{binding.name}` is given goes elsewhere too"

    def _name_problem(self, holder: Holder) -> str:
        values = self._context.values
        for binding in holder.bindings:
            scope = binding.scope
            if scope.kind == "class":
                return f"`{binding.name}` is an attribute of the class"
            if scope.kind == "module" and values.is_read_elsewhere(binding):
                return f"another file may read `{binding.name}`"
            if binding.name in scope.global_names or binding.name in scope.nonlocal_names:
                return f"`{binding.name}` is bound outside the function"
            if self._looks_at_names(binding):
                return f"the variables around `{binding.name}` are read by name"
        if holder.parameter is None and any(one.kind == b.PARAMETER for one in holder.bindings):
            return f"the parameter `{holder.shown}` is bound again"
        return ""

    def _looks_at_names(self, binding: Binding) -> bool:
        return any(
            isinstance(node, cst.Call) and self._context.values.builtin_name(node.func) in _LOOKS_AT_NAMES
            for node in walk(binding.scope.function_scope().node)
        )

    # -- what is assigned -----------------------------------------------------------------------

    def is_empty(self, node: Node, shape: str) -> bool:
        """Whether the expression is a new holder of that shape with nothing in it."""
        if shape == ONE:
            return is_none(node)
        if isinstance(node, cst.List):
            return shape == LIST and not node.elements
        if isinstance(node, cst.Dict):
            held = [getattr(element, "value", None) for element in node.elements]
            if shape == GROUPS:
                return all(value is not None and self.is_empty(value, LIST) for value in held)
            return shape == DICT and not held
        if isinstance(node, cst.DictComp):
            return shape == GROUPS and self.is_empty(node.value, LIST)
        if not isinstance(node, cst.Call):
            return False
        values = self._context.values
        if not node.args:
            made_empty = values.builtin_name(node.func) in _MADE_EMPTY[shape]
            return made_empty or (shape != LIST and values.dotted(node.func) in _ORDERED)
        arguments = plain_arguments(node)
        return (
            shape == GROUPS
            and values.dotted(node.func) == "collections.defaultdict"
            and arguments is not None
            and len(arguments) == 1
            and values.builtin_name(arguments[0]) == "list"
        )

    def filled_by(self, call: cst.Call, arg: cst.Arg, shape: str) -> tuple[Holder, str] | None:
        """The holder that a call puts its argument of that shape into, and the holder's shape."""
        parts = attribute_of(call.func)
        if parts is None or any(one.keyword is not None or one.star for one in call.args):
            return None
        receiver, method = parts
        position = call.args.index(arg)
        count = len(call.args)
        wanted = (position, count, method, shape)
        if wanted in ((0, 1, "append", ONE), (1, 2, "insert", ONE), (0, 1, "extend", LIST)):
            return self.list_at(receiver)
        if wanted in ((1, 2, "setdefault", ONE), (0, 1, "update", DICT)):
            return self._with_shape(receiver, DICT)
        return None

    def list_at(self, node: Expression) -> tuple[Holder, str] | None:
        """The holder of a list that is filled: ``xs``, or ``groups[k]`` and ``groups.setdefault(k, [])``."""
        if isinstance(node, cst.Subscript):
            return self._with_shape(node.value, GROUPS)
        if isinstance(node, cst.Call):
            parts = attribute_of(node.func)
            if parts is not None and parts[1] == "setdefault" and self.adds_a_group(node):
                return self._with_shape(parts[0], GROUPS)
            return None
        return self._with_shape(node, LIST)

    def adds_a_group(self, call: cst.Call) -> bool:
        """``setdefault(k, [])``."""
        arguments = plain_arguments(call)
        return arguments is not None and len(arguments) == 2 and self.is_empty(arguments[1], LIST)

    def _with_shape(self, use: Node, shape: str) -> tuple[Holder, str] | None:
        holder = self.of_use(use)
        return (holder, shape) if holder is not None else None


def assigned_value(tree: Tree, target: Node) -> Expression | None:
    """The expression that this target alone is given: of ``a, b = x, y`` each its own."""
    above = tree.parent(target)
    if isinstance(above, cst.AnnAssign):
        return above.value
    if isinstance(above, cst.AssignTarget):
        assign = tree.parent(above)
        return assign.value if isinstance(assign, cst.Assign) and len(assign.targets) == 1 else None
    outer = tree.parent(above) if isinstance(above, cst.Element) else None
    if not isinstance(outer, (cst.Tuple, cst.List)):
        return None
    value = assigned_value(tree, outer)
    if not isinstance(value, (cst.Tuple, cst.List)) or len(value.elements) != len(outer.elements):
        return None
    if any(isinstance(one, cst.StarredElement) for one in (*value.elements, *outer.elements)):
        return None
    return value.elements[list(outer.elements).index(cast("cst.Element", above))].value

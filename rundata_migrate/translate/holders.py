"""What entities are kept in: a variable that holds one, or a list or dict that is filled with them.

A holder is known by everything that binds it and everything that reads it. It is rewritten where all of that stands in
one function. Attributes, and variables of a module that functions or other files read, are named with what reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.lattice import INSTANCE, LOCAL_CLASS, MODULE
from rundata_migrate.syntax import Expression, Node, attribute_of, is_none, last_name, plain_arguments
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.forms import DICT, GROUPS, LIST, ONE
from rundata_migrate.translate.holder import Holder, assigned_value

_MADE_EMPTY = {
    LIST: frozenset({"list"}),
    DICT: frozenset({"dict"}),
    GROUPS: frozenset({"dict"}),
}
_ORDERED = frozenset({"collections.OrderedDict"})
_QUEUES = frozenset({"collections.deque"})
_MOST_PLACES = 3
"""So many places that read a holder are told."""


class Holders:
    """The holders of a program, each made once."""

    def __init__(self, context: Context) -> None:
        """Nothing is looked for yet."""
        self._context = context
        self._tree = context.tree
        self._names = context.names
        self._by_binding: dict[Binding, Holder] = {}
        self._by_attribute: dict[tuple[Node, str], Holder] = {}
        self._by_call: dict[cst.Call, Holder] = {}

    def of_target(self, target: Node) -> Holder | None:
        """The holder that an assignment's target means."""
        if isinstance(target, cst.Name):
            binding = self._names.binding_of_target.get(target)
            return self._of_bindings([binding]) if binding is not None else None
        return self.of_use(target)

    def of_use(self, use: Node) -> Holder | None:
        """The holder that an expression reads."""
        if isinstance(use, cst.Name):
            bindings = self._names.slot(use).bindings or self._context.values.modules.starred(use)
            return self._of_bindings(bindings) if bindings else None
        if not isinstance(use, cst.Attribute):
            return None
        base = self._context.values.of(use.value)
        document = self._context.values.modules.document_of(base.node) if base.kind == MODULE else None
        if document is not None:
            found = self._context.values.modules.bindings(document, use.attr.value)
            return self._of_bindings(found) if found else None
        is_own = base.kind in (INSTANCE, LOCAL_CLASS) and isinstance(base.node, cst.ClassDef)
        return self._of_attribute(base.node, use.attr.value) if is_own and base.node is not None else None

    def of_property(self, function: cst.FunctionDef) -> Holder | None:
        """All that reads a property of a class of the project; None for one of no class."""
        owner = self._context.values.classes.owner_class(function)
        return self._of_attribute(owner, function.name.value) if owner is not None else None

    def of_field(self, call: cst.Call, argument: Node) -> Holder | None:
        """The field of a dataclass or namedtuple that a call gives the argument to."""
        callee = self._context.values.of(call.func)
        name = self._context.values.records.field_of(callee, call, argument)
        return self._of_attribute(callee.node, name) if name is not None and callee.node is not None else None

    def of_join(self, call: cst.Call, joined: Sequence[Expression]) -> Holder:
        """What a call such as ``chain(xs, ys)`` gives, as if it were a list that is filled with these."""
        if call not in self._by_call:
            shown = f"{last_name(call.func)}(...)"
            self._by_call[call] = Holder(shown, reads=[call], stored=[*joined])
        return self._by_call[call]

    # -- attributes -----------------------------------------------------------------------------

    def _of_attribute(self, owner: Node, name: str) -> Holder:
        """An attribute of a class and of those related to it; what reads it is told, and nothing is changed."""
        key = (owner, name)
        if key not in self._by_attribute:
            reads = [one for one in self._reads_of(name) if self._is_of(one.value, owner)]
            problem = f"it is an attribute, {self._read_where(reads)}"
            self._by_attribute[key] = Holder(f".{name}", reads=[*reads], problem=problem, is_shared=True)
        return self._by_attribute[key]

    def _reads_of(self, name: str) -> list[cst.Attribute]:
        stores = (cst.AssignTarget, cst.AnnAssign, cst.Del)
        return [one for one in self._names.index.attributes(name) if not isinstance(self._tree.parent(one), stores)]

    def _is_of(self, base: Node, owner: Node) -> bool:
        """Whether an expression is an object of the class, of a related one, or of one of several."""
        value = self._context.values.of(base)
        for one in value.items or (value,):
            if one.kind not in (INSTANCE, LOCAL_CLASS) or not self._context.values.classes.related(one.node, owner):
                return False
        return True

    def _read_where(self, reads: Sequence[Node]) -> str:
        places = list(dict.fromkeys(self._tree.where(one) for one in reads))
        more = " and elsewhere" if len(places) > _MOST_PLACES else ""
        return f"read in {', '.join(places[:_MOST_PLACES])}{more}" if places else "and nobody is seen to read it"

    def _of_bindings(self, start: Iterable[Binding]) -> Holder | None:
        first = next(iter(start))
        if first.kind == b.IMPORT:
            meant = self._context.values.modules.variables(first)
            meant = [one for one in meant if one.kind != b.IMPORT]
            return self._of_bindings(meant) if meant else None
        known = self._by_binding.get(first)
        if known is not None:
            return known
        holder = self._of_name(first)
        self._by_binding.update(dict.fromkeys(holder.bindings, holder))
        return holder

    # -- variables ------------------------------------------------------------------------------

    def _of_name(self, first: Binding) -> Holder:
        """The variable of a binding: all bindings that its uses may see, the uses of these, and what is assigned."""
        outside = self._read_outside(first)
        bindings: dict[Binding, None] = {first: None}
        if outside:
            bindings.update(dict.fromkeys(first.scope.module_scope().bindings.get(first.name, ())))
        reads: dict[cst.Name, None] = {}
        todo = list(bindings)
        while todo:
            for use in self._uses_of(todo.pop()):
                if use not in reads:
                    reads[use] = None
                    more = [one for one in self._meant_at(use) if one not in bindings]
                    bindings.update(dict.fromkeys(more))
                    todo += more
        holder = Holder(first.name, list(bindings), sorted(reads, key=lambda one: self._tree.inner_span(one)[0]))
        holder.is_shared = bool(outside) or any(one.name in one.scope.global_names for one in bindings)
        holder.reads += [use for use in outside if isinstance(use, (cst.Name, cst.Attribute))]
        if holder.is_shared or self._is_read_in_functions(holder):
            holder.problem = f"it is a variable of a module, {self._read_where(holder.reads)}"
        assigned = [self._assigned(binding) for binding in holder.bindings]
        holder.stored += [value for value in assigned if value is not None and not isinstance(value, str)]
        problems = [value for value in assigned if isinstance(value, str)]
        holder.problem = holder.problem or next(iter(problems), "") or self._name_problem(holder)
        return holder

    def _uses_of(self, binding: Binding) -> list[cst.Name]:
        """The uses of a binding; ``xs += ys`` is one too."""
        is_sum = isinstance(self._tree.parent(binding.node), cst.AugAssign)
        own = [binding.node] if is_sum and isinstance(binding.node, cst.Name) else []
        return [*binding.uses, *own]

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
        for binding in holder.bindings:
            scope = binding.scope
            if scope.kind == "class":
                return f"`{binding.name}` is an attribute of the class"
            if self._is_of_module(binding) and self._is_reached_unseen(binding):
                return f"another file may read `{binding.name}`"
            if binding.name in scope.nonlocal_names:
                return f"`{binding.name}` is bound outside the function"
            if self._looks_at_names(binding):
                return f"the variables around `{binding.name}` are read by name"
        if holder.parameter is None and any(one.kind == b.PARAMETER for one in holder.bindings):
            return f"the parameter `{holder.shown}` is bound again"
        return ""

    def _looks_at_names(self, binding: Binding) -> bool:
        return self._context.namespace_uses.is_below(binding.scope.function_scope().node)

    def _is_read_in_functions(self, holder: Holder) -> bool:
        """Whether a variable of a module is read in a function of it."""
        if not any(self._is_of_module(one) for one in holder.bindings):
            return False
        return any(isinstance(above, cst.FunctionDef) for use in holder.reads for above in self._tree.ancestors(use))

    # -- variables of modules -------------------------------------------------------------------

    @staticmethod
    def _is_of_module(binding: Binding) -> bool:
        return binding.scope.kind == "module" or binding.name in binding.scope.global_names

    def _is_reached_unseen(self, binding: Binding) -> bool:
        return self._context.values.escapes.of_variable(binding)

    def _read_outside(self, binding: Binding) -> list[Node]:
        """Where other files read the variable, or hand it on under a name of theirs."""
        if not self._is_of_module(binding):
            return []
        modules = self._context.values.modules
        found: dict[Node, None] = {}
        todo = [(self._tree.document_of(binding.node), binding.name)]
        for document, name in todo:
            for use in modules.readers(document, name):
                found[use] = None
                imports = [self._names.binding_of_target.get(use)]
                if isinstance(use, cst.Name):
                    imports = list(self._names.slot(use).bindings)
                todo += [
                    place
                    for one in imports
                    if one is not None and one.kind == b.IMPORT
                    if (place := (self._tree.document_of(one.node), one.name)) not in todo
                ]
        return list(found)

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
        return isinstance(node, cst.Call) and self._makes_empty(node, shape)

    def _makes_empty(self, call: cst.Call, shape: str) -> bool:
        """``list()``, ``OrderedDict()``, ``defaultdict(list)``."""
        values = self._context.values
        dotted, arguments = values.dotted(call.func), plain_arguments(call)
        if not call.args:
            made_empty = values.builtin_name(call.func) in _MADE_EMPTY[shape]
            return made_empty or dotted in (_QUEUES if shape == LIST else _ORDERED)
        if shape != GROUPS or dotted != "collections.defaultdict" or arguments is None:
            return False
        return [values.builtin_name(one) for one in arguments] == ["list"]

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

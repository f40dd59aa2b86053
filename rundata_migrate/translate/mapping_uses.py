"""Dicts whose values are entities, or lists of them: what is done with the dict, and what is put into variables."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

import libcst as cst

from rundata_migrate.syntax import (
    Expression,
    Node,
    attribute_of,
    comparison_of,
    index_of,
    integer_of,
    is_none,
    parameters_of_lambda,
    plain_arguments,
    slice_of,
)
from rundata_migrate.translate.entity_uses import EntityUses
from rundata_migrate.translate.holder import Holder
from rundata_migrate.translate.plan import DICT, GROUPS, LIST, ONE, Domain
from rundata_migrate.translate.ports import Source

_READ_KEYS = frozenset(
    {"len", "bool", "list", "tuple", "set", "frozenset", "iter", "sorted", "enumerate", "any", "all"}
)
"""What makes of a dict something of its keys alone."""
_COPIES = frozenset({"copy.copy", "copy.deepcopy", "collections.OrderedDict"})


class MappingUses(EntityUses):
    """The part of a representation that looks at dicts and variables of entities."""

    @abstractmethod
    def _entity_expression(self, node: Expression, domain: Domain, optional: bool) -> None:
        """One entity, not yet named."""

    @abstractmethod
    def _handed_on(self, node: Expression, parent: Node | None, why: str = "") -> None:
        """Several entities go somewhere else."""

    def _puts(self, where: Expression, what: Node) -> bool:
        """Whether something put into a list or dict is looked at where it comes from."""
        return False

    # -- what goes into variables, lists and dicts ------------------------------------------------

    def _kept(
        self,
        target: Node,
        node: Expression,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
        shape: str,
    ) -> str | None:
        """Assigned to something that is looked at as a whole: the reason where not, None where it is no such thing."""
        if self.ports is None:
            return None
        holders = self.ports.holders
        if isinstance(target, cst.Subscript):
            inside = {ONE: DICT, LIST: GROUPS}.get(shape)
            holder = holders.of_use(target.value)
            if holder is None or inside is None or slice_of(target) is not None:
                return None
            return self._keep(holder, inside, node, domain, whole_text, optional)
        holder = holders.of_target(target)
        if holder is None or (isinstance(target, cst.Name) and not self._needs_all(holder, shape)):
            return None
        return self._keep(holder, shape, node, domain, whole_text, optional)

    def _needs_all(self, holder: Holder, shape: str) -> bool:
        """Whether a variable cannot be followed from one assignment alone."""
        if holder.problem and not holder.is_shared:
            return False
        if holder.is_shared:
            return True
        if shape in (DICT, GROUPS) or sum(not is_none(value) for value in holder.stored) > 1:
            return True
        return shape == LIST and any(list_filling(self.tree.parent, use) is not None for use in holder.reads)

    def _keep(
        self,
        holder: Holder,
        shape: str,
        node: Expression,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
    ) -> str:
        assert self.ports is not None
        if node in self._renamed:
            return "its name changes here"
        self.ports.keep(holder, shape, Source(node, domain, whole_text, optional, self))
        return ""

    def _put_by_call(
        self,
        call: cst.Call,
        arg: cst.Arg,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
        shape: str,
    ) -> str | None:
        """``xs.append(m)``, ``d.setdefault(k, m)``, ``xs.extend(C)``; as `_kept`."""
        found = self.ports.holders.filled_by(call, arg, shape) if self.ports is not None else None
        if found is None:
            return None
        return self._keep(found[0], found[1], arg.value, domain, whole_text, optional)

    # -- dicts of entities ----------------------------------------------------------------------

    def _mapping(self, node: Expression, domain: Domain, deep: bool) -> None:
        """``node`` is a dict of entities (``deep``: of lists of them): who takes them?"""
        if (node, (-1,)) in self._seen:
            return
        self._seen.add((node, (-1,)))
        parent = self.tree.parent(node)
        if isinstance(parent, cst.Subscript) and parent.value is node and slice_of(parent) is None:
            self._at_key(parent, domain, deep)
        elif isinstance(parent, cst.Attribute) and parent.value is node:
            self._mapping_method(node, parent, domain, deep)
        elif isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is node and parent.asynchronous is None:
            pass  # its keys
        elif isinstance(parent, cst.Arg):
            self._mapping_argument(node, parent, domain, deep)
        elif isinstance(parent, cst.Assign) and len(parent.targets) == 1:
            target = parent.targets[0].target
            why = self._kept(target, node, domain, None, False, GROUPS if deep else DICT)
            if why != "":
                self._handed_on(node, parent, why or "")
        elif isinstance(parent, cst.Return):
            why = self._gives(node, parent, domain, None, False, GROUPS if deep else DICT)
            if why:
                self._handed_on(node, parent, why)
        elif not (self._is_truth(node) or isinstance(parent, cst.Expr) or self._asks_for_keys(node, parent)):
            self._handed_on(node, parent)

    def _asks_for_keys(self, node: Expression, parent: Node | None) -> bool:
        """``k in d``, ``d == {}``."""
        comparison = self.tree.parent(parent) if isinstance(parent, cst.ComparisonTarget) else parent
        compared = comparison_of(comparison)
        if compared is None:
            return False
        left, operator, right = compared
        if right is node:
            return isinstance(operator, (cst.In, cst.NotIn))
        is_empty = isinstance(right, cst.Dict) and not right.elements
        return left is node and is_empty and isinstance(operator, (cst.Equal, cst.NotEqual))

    def _at_key(self, subscript: cst.Subscript, domain: Domain, deep: bool) -> None:
        above = self.tree.parent(subscript)
        if isinstance(above, cst.AssignTarget):
            assign = self.tree.parent(above)
            is_plain = isinstance(assign, cst.Assign) and len(assign.targets) == 1
            if not is_plain or not self._puts(subscript.value, assign.value):  # type: ignore[union-attr]
                self._block("RD402", subscript, "an entity is put into a dict")
        elif isinstance(above, cst.Del):
            pass
        elif self._is_store(subscript):
            if not (deep and isinstance(above, cst.AugAssign) and self._adds(subscript, above)):
                self._block("RD402", subscript, "an entity is put into a dict")
        else:
            self._held(subscript, domain, deep, optional=False)

    def _adds(self, node: Expression, statement: cst.AugAssign) -> bool:
        return isinstance(statement.operator, cst.AddAssign) and self._puts(node, statement.value)

    def _held(self, node: Expression, domain: Domain, deep: bool, optional: bool) -> None:
        """``node`` is what the dict holds at a key."""
        if deep:
            self._sequence(node, domain, ())
        else:
            self._entity_expression(node, domain, optional)

    def _mapping_method(self, node: Expression, parent: cst.Attribute, domain: Domain, deep: bool) -> None:
        call = self.tree.parent(parent)
        arguments = plain_arguments(call) if isinstance(call, cst.Call) and call.func is parent else None
        name = parent.attr.value
        if arguments is None or not isinstance(call, cst.Call):
            self._block("RD402", parent, f"`.{name}` of a dict of entities")
        elif name == "keys" and not arguments:
            pass
        elif name in ("values", "items") and not arguments:
            path = (1,) if name == "items" else ()
            if deep:
                self._lists(call, domain, path)
            elif name == "items" and self._is_ordered(call):
                self._ordered_items(call, domain)
            else:
                self._sequence(call, domain, path)
        elif name in ("get", "pop") and len(arguments) in (1, 2):
            default = arguments[1] if len(arguments) == 2 else None
            is_empty = isinstance(default, (cst.List, cst.Tuple)) and not default.elements
            if default is not None and not is_none(default) and not (deep and is_empty):
                self._block("RD402", call, f"`.{name}` with a default that is no entity")
            self._held(call, domain, deep, optional=not (name == "pop" and default is None))
        elif name == "setdefault" and len(arguments) == 2:
            if deep and self.ports is not None and self.ports.holders.adds_a_group(call):
                self._sequence(call, domain, ())
            elif deep or not self._puts(node, arguments[1]):
                self._block("RD402", call, "an entity is put into a dict")
            else:
                self._entity_expression(call, domain, optional=False)
        elif name == "update" and len(arguments) == 1 and not deep and self._puts(node, arguments[0]):
            pass
        elif name == "copy" and not arguments:
            self._mapping(call, domain, deep)
        elif name != "clear":
            self._block("RD402", parent, f"`.{name}` of a dict of entities")

    def _mapping_argument(self, node: Expression, arg: cst.Arg, domain: Domain, deep: bool) -> None:
        call = self.tree.parent(arg)
        if not isinstance(call, cst.Call) or arg.star:
            self._handed_on(node, arg)
            return
        name = self.context.values.builtin_name(call.func)
        is_first = call.args[0] is arg and arg.keyword is None
        keywords = {one.keyword.value for one in call.args if one.keyword is not None}
        if is_first and len(call.args) == 1 and (name == "dict" or self.context.values.dotted(call.func) in _COPIES):
            self._mapping(call, domain, deep)
            return
        if is_first and len(call.args) == 1 + len(keywords):
            if name in _READ_KEYS or (name in ("max", "min") and keywords):
                return
        shape = GROUPS if deep else DICT
        why = self._put_by_call(call, arg, domain, None, False, shape)
        if why is None:
            why = self._enters(call, arg, domain, None, False, shape)
        if why:
            self._handed_on(node, arg, why)

    # -- pairs of a dict ------------------------------------------------------------------------

    def _is_ordered(self, items: cst.Call) -> bool:
        """``sorted(d.items(), ...)``, and ``max`` or ``min`` with a key."""
        arg = self.tree.parent(items)
        call = self.tree.parent(arg) if isinstance(arg, cst.Arg) else None
        if not isinstance(call, cst.Call) or call.args[0] is not arg or arg.keyword is not None:
            return False
        keywords = {one.keyword.value for one in call.args[1:] if one.keyword is not None}
        if len(keywords) != len(call.args) - 1:
            return False
        name = self.context.values.builtin_name(call.func)
        return (name == "sorted" and keywords <= {"key", "reverse"}) or (name in ("max", "min") and keywords == {"key"})

    def _ordered_items(self, items: cst.Call, domain: Domain) -> None:
        """Without a key function the dict's own keys decide: no two are the same."""
        call = self.tree.parent(self.tree.parent(items) or items)
        assert isinstance(call, cst.Call)
        self.kinds.add("ordering")
        for arg in call.args[1:]:
            if arg.keyword is not None and arg.keyword.value == "key":
                self._pair_function(arg.value, domain)
        if self.context.values.builtin_name(call.func) == "sorted":
            self._sequence(call, domain, (1,))
        else:
            self._pair(call, domain)

    def _pair_function(self, function: Expression, domain: Domain) -> None:
        """``lambda pair: pair[1].value``."""
        params = parameters_of_lambda(function) if isinstance(function, cst.Lambda) else None
        binding = self.context.names.binding_of_target.get(params[0]) if params and len(params) == 1 else None
        if binding is None:
            self._block("RD402", function, "the key function takes whole entities")
            return
        for use in binding.uses:
            self._pair(use, domain)

    def _pair(self, node: Expression, domain: Domain) -> None:
        """One pair of the dict's key and the entity."""
        parent = self.tree.parent(node)
        position = integer_of(index_of(parent)) if isinstance(parent, cst.Subscript) and parent.value is node else None
        if isinstance(parent, cst.Subscript) and position in (1, -1):
            self._entity_expression(parent, domain, optional=False)
        elif position not in (0, -2):
            self._block("RD402", node, "a pair with an entity goes where it cannot be followed")

    def _lists(self, node: Expression, domain: Domain, path: tuple[int, ...]) -> None:
        """``d.values()`` and ``d.items()`` of a dict of lists."""
        parent = self.tree.parent(node)
        call = self.tree.parent(parent) if isinstance(parent, cst.Arg) else None
        if isinstance(call, cst.Call) and isinstance(parent, cst.Arg) and len(call.args) == 1:
            name = self.context.values.builtin_name(call.func)
            if (name in ("list", "tuple") or (name == "sorted" and path)) and not parent.star:
                self._lists(call, domain, path)
                return
            if name == "len":
                return
        if not isinstance(parent, (cst.For, cst.CompFor)) or parent.iter is not node or parent.asynchronous is not None:
            self._handed_on(node, parent)
            return
        target: Node = parent.target
        if path:
            pair = target.elements if isinstance(target, (cst.Tuple, cst.List)) else ()
            if len(pair) != 2 or any(isinstance(one, cst.StarredElement) for one in pair):
                self._block("RD402", target, "the loop's target does not name the list")
                return
            target = pair[1].value
        binding = self.context.names.binding_of_target.get(target)
        if binding is None or not isinstance(target, cst.Name) or binding.scope.kind == "class":
            self._block("RD402", target, "the loop's target does not name the list")
            return
        if binding.name in binding.scope.global_names | binding.scope.nonlocal_names:
            self._block("RD402", target, f"`{binding.name}` is bound outside the function")
            return
        for use in binding.uses:
            if self.context.names.slot(use).bindings != {binding}:
                self._block("RD408", use, f"`{binding.name}` may hold something else here")
            else:
                self._sequence(use, domain, ())


def list_filling(parent: Callable[[Node], Node | None], use: Expression) -> Node | None:
    """What ``xs.append(m)``, ``xs.insert(0, m)``, ``xs.extend(C)`` or ``xs += C`` puts into the list ``use``."""
    above = parent(use)
    if isinstance(above, cst.AugAssign):
        return above.value if above.target is use and isinstance(above.operator, cst.AddAssign) else None
    method = attribute_of(above)
    call = parent(above) if above is not None else None
    if method is None or method[0] is not use or not isinstance(call, cst.Call) or call.func is not above:
        return None
    arguments = plain_arguments(call)
    count = {"append": 1, "extend": 1, "insert": 2}.get(method[1])
    return arguments[-1] if arguments is not None and len(arguments) == count else None

"""What attributes of objects of the program's classes hold: what is assigned to them, their properties and fields."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.annotations import Annotations
from rundata_migrate.flow.contents import Contents
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, VARIOUS_VALUE, Value, is_empty_display, join
from rundata_migrate.flow.records import FIELD_MAKERS, Records
from rundata_migrate.syntax import Node, last_name, name_of


class Attributes:
    """The attributes of classes and their instances, asked for one by one."""

    def __init__(self, values: Knows, records: Records, annotations: Annotations, contents: Contents) -> None:
        """``values`` evaluate."""
        self._values = values
        self._index = values.names.index
        self._records = records
        self._annotations = annotations
        self._contents = contents
        self._inherited: dict[Node, str | None] = {}
        self._assignments: dict[str, tuple[deque[tuple[Node, Node]], dict[Node, list[Node]]]] = {}
        """Of attributes by their names: the assignments still to be looked at, and class -> what is assigned."""

    def as_tuple(self, value: Value) -> Value | None:
        """An instance of a NamedTuple or namedtuple as the tuple that it is; None for any other."""
        owner = value.node if value.kind == k.INSTANCE else None
        layout = self._records.layout(owner) if owner is not None else None
        if owner is None or layout is None or not layout.is_tuple:
            return None
        return Value(k.TUPLE, items=tuple(self.of_class(owner, name) for name in layout.names))

    def as_mapping(self, value: Value) -> Value:
        """The fields of a record by their names."""
        layout = self._records.layout(value.node) if value.node is not None else None
        if layout is None or value.node is None:
            return UNKNOWN_VALUE
        owner = value.node
        items = tuple(self.of_class(owner, name) for name in layout.names)
        return Value(k.MAPPING, inner=join(items), items=items, keys=layout.names)

    def instance_of(self, owner: Node) -> Value:
        """What making an instance of a class of the module gives."""
        if owner not in self._inherited:
            self._inherited[owner] = self._inherited_kind(owner)
        inherited = self._inherited[owner]
        if inherited is not None:
            return Value(inherited, node=owner, why=(f"class {owner.name.value} {self._values.tree.where(owner)}",))  # type: ignore[attr-defined]
        return Value(k.INSTANCE, node=owner)

    def _inherited_kind(self, owner: Node) -> str | None:
        """Subclasses of MLflow's client, store, run and run data are those, if they do not redefine what matters."""
        for base in owner.bases if isinstance(owner, cst.ClassDef) else ():
            kind = api.FUNCTIONS.get(self._values.dotted(base.value))
            if kind in (k.CLIENT, k.STORE, k.RUN, k.RUN_DATA):
                what_matters = {*api.CONTAINERS, "data", *api.METHODS[k.CLIENT]}
                return kind if what_matters.isdisjoint(self._values.classes.own_methods(owner)) else None
        return None

    def of_instance(self, owner: Node, name: str) -> Value:
        """What an attribute of an instance of a class holds."""
        method = self._values.classes.method(owner, name)
        overrides = self._values.classes.overrides(owner, name)
        if method is not None and isinstance(method.node, cst.FunctionDef):
            if _is_property(method.node):
                return join(self._values.result_of(one) for one in (method.node, *overrides))
            # the instance may be one of a subclass, which has another method
            return UNKNOWN_VALUE if overrides else method
        under = self._values.classes.below(owner, name) if method is None else ()
        properties = [one for one in under if _is_property(one)]
        # only subclasses have it, as a property: whether the instance is one of theirs is not known
        if properties:
            below = join((*(self._values.result_of(one) for one in properties), UNKNOWN_VALUE))
            return below if below.kind == k.MIXED else UNKNOWN_VALUE
        return self.of_class(owner, name)

    def of_class(self, owner: Node, name: str) -> Value:
        """What an attribute holds that is no method: what is assigned to it anywhere, or promised."""
        values = [self._of_field_maker(value) for value in self.assigned(owner, name)]
        declared = self._declared(owner, name)
        if declared is not None:
            return declared
        given = self._records.field(owner, name)
        if values or given is not None:
            filled = self._filled_attribute(owner, name) if values and given is None else None
            if filled is not None:
                return filled
            value = join(values if given is None else (*values, given))
            # `x.found = other`, with an x that nobody knows, may be this attribute; those of a tuple cannot be assigned
            # to
            if value.kind in (k.CONTAINER, k.ENTITY, k.SEQUENCE) and not self._is_tuple(owner):
                return join((value, *self._stored_out_of_sight(name)))
            return value
        for cls in (owner, *self._values.classes.bases(owner)):
            scope = self._values.names.scopes.get(cls)
            if scope is not None and name in scope.bindings:
                return join(self._values.of_binding(binding) for binding in scope.bindings[name])
        return UNKNOWN_VALUE

    def _is_tuple(self, owner: Node) -> bool:
        """Whether nobody can assign to the attributes of an instance."""
        layout = self._records.layout(owner)
        return layout is not None and layout.is_tuple

    def _of_field_maker(self, value: Node) -> Value:
        """What stands in a class body; of ``field(...)`` and ``attr.ib(...)``, what an instance may hold for it."""
        if not isinstance(value, cst.Call) or self._values.dotted(value.func) not in FIELD_MAKERS:
            return self._values.of(value)
        given: list[Value] = []
        for arg in value.args:
            word = arg.keyword.value if arg.keyword is not None else ""
            if word == "default":
                given.append(self._values.of(arg.value))
            elif word in ("default_factory", "factory"):
                given.append(OTHER_VALUE)
            elif word not in ("repr", "compare", "hash", "init", "kw_only", "metadata", "type", "eq", "order"):
                given.append(VARIOUS_VALUE)
        return join(given)

    def _filled_attribute(self, owner: Node, name: str) -> Value | None:
        """``self.runs = {}``, and ``self.runs[k] = container`` elsewhere: others may put something there too."""
        made = list(self.assigned(owner, name))
        if not all(is_empty_display(node) for node in made):
            return None
        held = [
            self._contents.put(put)
            for put in self._contents.into_attribute(name)
            if isinstance(put.holder, cst.Attribute) and self._may_be(put.holder.value, owner)
        ]
        inner = join(held) if held else UNKNOWN_VALUE
        if inner.kind not in (k.RUN, k.RUN_DATA):  # a cache of runs is no more open than a variable with one
            inner = join((inner, UNKNOWN_VALUE))
        if inner.kind not in (k.MIXED, k.RUN, k.RUN_DATA):
            return None
        is_list = all(isinstance(node, cst.List) or name_of(getattr(node, "func", None)) == "list" for node in made)
        return Value(k.SEQUENCE if is_list else k.MAPPING, inner=inner)

    def _may_be(self, node: Node, owner: Node) -> bool:
        value = self._values.of(node)
        return value.kind == k.UNKNOWN or (value.node is not None and self._values.classes.related(value.node, owner))

    def _stored_out_of_sight(self, name: str) -> list[Value]:
        """What is assigned to an attribute of this name on an object that nobody knows."""
        found = [
            VARIOUS_VALUE if value is None else self._values.of(value)
            for node, value in self._index.stores(name)
            if value is None or self._values.of(node.value).kind in (k.UNKNOWN, k.PENDING_KIND)
        ]
        return [*found, VARIOUS_VALUE] if self._values.escapes.is_bound_unseen(name) else found

    def _declared(self, owner: Node, name: str) -> Value | None:
        """``name: Run`` in a class body (dataclasses)."""
        for cls in (owner, *self._values.classes.bases(owner)):
            field = self._values.classes.fields(cls).get(name)
            if field is not None:
                return self._annotations.read(field.annotation.annotation)
        return None

    def assigned(self, owner: Node, name: str) -> Iterable[Node]:
        """The expressions that this module assigns to an attribute of a class."""
        by_class = self._by_class(name)
        if not by_class:
            return
        family = [one for one in self._values.classes.relatives(owner) if one in by_class]
        if len(family) > 1:
            family.sort(key=lambda one: self._values.tree.range_of(one)[0])
        for cls in family:
            yield from by_class[cls]

    def _by_class(self, name: str) -> dict[Node, list[Node]]:
        """Class -> the expressions assigned to an attribute of this name, through ``self`` or in the class body.

        What cannot be told yet stays to be asked again: nothing that is known is asked twice.
        """
        waiting, found = self._assignments.setdefault(name, (deque(self._index.assigned(name)), {}))
        for _ in range(len(waiting)):
            if not waiting:
                break  # asked for once more in the midst of it
            target, value = waiting.popleft()
            try:
                kind, owner = self._attribute_owner(target)
            except BaseException:  # put off
                waiting.appendleft((target, value))
                raise
            if kind == k.PENDING_KIND:
                waiting.append((target, value))
            elif owner is not None:
                found.setdefault(owner, []).append(value)
        return found

    def _attribute_owner(self, target: Node) -> tuple[str, Node | None]:
        """The kind of what an attribute is assigned to, and its class if it is one of the module."""
        if isinstance(target, cst.Attribute):
            base = self._values.of(target.value)
            return base.kind, base.node if base.kind in (k.INSTANCE, k.LOCAL_CLASS) else None
        return k.LOCAL_CLASS, self._values.names.scope_at(target).node if isinstance(target, cst.Name) else None


def _is_property(function: cst.FunctionDef) -> bool:
    return any(last_name(one.decorator) in ("property", "cached_property") for one in function.decorators)

"""Lists of entities that are kept in an attribute: every place that stores one, every place that reads it, or why not.

A list that is made of a container changes together with all that read it. So all of them have to be seen: objects of
the class that go to functions which are not read, reads of the attribute on something unknown, and reads by its name in
a string are in the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import libcst as cst

from rundata_migrate.flow.lattice import (
    API,
    CLIENT,
    CONTAINER,
    ENTITY,
    INSTANCE,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    MODULE,
    RUN,
    RUN_DATA,
    SEQUENCE,
    STORE,
    Value,
)
from rundata_migrate.flow.values import Values
from rundata_migrate.syntax import Expression, Node, Tree, string_of
from rundata_migrate.translate.context import Context

_OTHERS = frozenset({API, CLIENT, CONTAINER, ENTITY, MODULE, RUN, RUN_DATA, STORE})
"""What an object of a class of the project is not."""

_BY_NAME = frozenset({"vars", "globals", "locals", "eval", "exec", "dir"})
_SPECIAL = ("__getattr__", "__getattribute__", "__setattr__", "__getstate__", "__reduce__", "__iter__", "__getitem__")


@dataclass(eq=False)
class Kept:
    """An attribute of a class, with those that it inherits from and that inherit from it."""

    name: str
    family: frozenset[Node]
    stores: list[Expression] = field(default_factory=list)
    """What is assigned to it."""
    reads: list[cst.Attribute] = field(default_factory=list)
    problem: str = ""
    """Why not all of its uses are seen."""


class Attributes:
    """The attributes of a program's classes, looked at when an entity comes to one."""

    def __init__(self, context: Context) -> None:
        """Nothing is looked at yet."""
        self._context = context
        self._values: Values = context.values
        self._tree: Tree = context.tree
        self._kept: dict[tuple[frozenset[Node], str], Kept] = {}
        self._families: dict[Node, frozenset[Node]] = {}
        self._by_name: dict[str, list[cst.Attribute]] | None = None
        self._reads_by_name: str | None = None
        self._escapes: dict[frozenset[Node], str] = {}

    def kept_in(self, target: cst.Attribute) -> Kept | None:
        """The attribute that a target means; None where it is not known whose it is."""
        base = self._values.of(target.value)
        if base.kind not in (INSTANCE, LOCAL_CLASS) or not isinstance(base.node, cst.ClassDef):
            return None
        key = self._family(base.node), target.attr.value
        if key not in self._kept:
            self._kept[key] = self._look_at(*key)
        return self._kept[key]

    def _family(self, owner: Node) -> frozenset[Node]:
        known = self._families.get(owner)
        if known is None:
            classes = self._values.classes
            every = [node for node in self._tree.order if isinstance(node, cst.ClassDef)]
            found: set[Node] = set()
            todo = [owner]
            while todo:
                top = todo.pop()
                if top not in found:
                    found.add(top)
                    todo += classes.bases(top)
                    todo += [one for one in every if top in classes.bases(one)]
            known = frozenset(found)
            self._families.update(dict.fromkeys(found, known))
        return known

    def _look_at(self, family: frozenset[Node], name: str) -> Kept:
        kept = Kept(name, family)
        problems: list[str] = []
        for node in self._attributes_named(name):
            base = self._values.of(node.value)
            if base.kind in (INSTANCE, LOCAL_CLASS) and base.node is not None:
                if base.node in family:
                    self._note(node, kept, problems)
            elif base.kind not in _OTHERS:
                if not base.items or any(one.node not in family for one in base.items):
                    problems.append(self._unknown(node))
                self._note(node, kept, problems)
        problems += self._problems(family, name)
        kept.problem = problems[0] if problems else ""
        return kept

    def _unknown(self, node: cst.Attribute) -> str:
        return f"what `{self._short(node)}` reads is not known, {self._tree.where(node)}"

    def field_given(self, call: cst.Call, argument: Node) -> Kept | None:
        """The field of a dataclass or namedtuple that a call gives the argument to: its readers stay as they are."""
        callee = self._values.of(call.func)
        name = self._values.records.field_of(callee, call, argument)
        if name is None or callee.node is None:
            return None
        key = frozenset({callee.node}), name
        if key not in self._kept:
            self._kept[key] = self._look_at(*key)
            self._kept[key].problem = f"it is kept in the field `{name}`"
        return self._kept[key]

    def _note(self, node: cst.Attribute, kept: Kept, problems: list[str]) -> None:
        parent = self._tree.parent(node)
        if isinstance(parent, cst.AssignTarget):
            assign = self._tree.parent(parent)
            if isinstance(assign, cst.Assign) and len(assign.targets) == 1:
                kept.stores.append(assign.value)
                return
        elif not self._is_bound(node, parent):
            kept.reads.append(node)
            return
        problems.append(f"`{self._short(node)}` is bound in another way, {self._tree.where(node)}")

    def _is_bound(self, node: cst.Attribute, parent: Node | None) -> bool:
        if isinstance(parent, (cst.AnnAssign, cst.AugAssign, cst.For, cst.CompFor)):
            return parent.target is node
        if isinstance(parent, (cst.Del, cst.AsName)):
            return True
        display = self._tree.parent(parent) if isinstance(parent, (cst.Element, cst.StarredElement)) else None
        while isinstance(display, (cst.Tuple, cst.List)):
            above = self._tree.parent(display)
            if isinstance(above, (cst.AssignTarget, cst.For, cst.CompFor, cst.AsName)):
                return not isinstance(above, (cst.For, cst.CompFor)) or above.target is display
            display = self._tree.parent(above) if isinstance(above, (cst.Element, cst.StarredElement)) else None
        return False

    # -- what is in the way -----------------------------------------------------------------

    def _problems(self, family: frozenset[Node], name: str) -> Iterator[str]:
        values = self._values
        if values.is_open_attribute(name):
            yield f"files that are not read may read the attribute `{name}`"
        if values.modules.is_named_in_a_string(name):
            yield f"a string names the attribute `{name}`"
        for owner in family:
            if isinstance(owner, cst.ClassDef):
                problem = self._class_problem(owner, name)
                if problem:
                    yield problem
        if self._reads_by_name is None:
            self._reads_by_name = next(self._dynamic_reads(), "")
        if self._reads_by_name:
            yield f"attributes are read by their names, {self._reads_by_name}"
        if family not in self._escapes:
            self._escapes[family] = next(self._ways_out(family), "")
        if self._escapes[family]:
            yield self._escapes[family]

    def _class_problem(self, owner: cst.ClassDef, name: str) -> str:
        shown = owner.name.value
        if owner.decorators or owner.keywords:
            return f"class {shown} is made by something else too"
        if not self._values.records.has_plain_bases(owner):
            return f"class {shown} inherits from one that is not read"
        classes = self._values.classes
        found = next((one for one in (*_SPECIAL, name) if classes.method(owner, one) is not None), None)
        if found is not None:
            return f"class {shown} has a method {found}()"
        scope = self._values.names.scopes.get(owner)
        if scope is not None and name in scope.bindings:
            return f"the body of class {shown} binds `{name}` too"
        return "" if name not in classes.fields(owner) else f"an annotation in class {shown} says what `{name}` is"

    def _dynamic_reads(self) -> Iterator[str]:
        for node in self._tree.order:
            if isinstance(node, cst.Attribute) and node.attr.value in ("__dict__", "__slots__"):
                yield self._tree.where(node)
            elif isinstance(node, cst.Call):
                name = self._values.builtin_name(node.func)
                last = node.func.attr.value if isinstance(node.func, cst.Attribute) else name or ""
                computed = name in ("getattr", "setattr") or last in ("attrgetter", "__getattribute__")
                if name in _BY_NAME or (computed and not self._names_attributes(node)):
                    yield self._tree.where(node)
            elif isinstance(node, cst.MatchClass):
                yield self._tree.where(node)

    @staticmethod
    def _names_attributes(call: cst.Call) -> bool:
        return any(string_of(arg.value) is not None for arg in call.args)

    def _ways_out(self, family: frozenset[Node]) -> Iterator[str]:
        """Where an object of the classes is handed to a function that is not read."""
        for node in self._tree.order:
            if not isinstance(node, cst.Call) or not node.args or self._is_read(node):
                continue
            for arg in node.args:
                if any(self._is_of(one, family) for one in _handed(arg.value)):
                    yield f"an object with this attribute goes to `{self._short(node.func)}`, {self._tree.where(node)}"

    def _is_read(self, call: cst.Call) -> bool:
        callee = self._values.of(call.func)
        # Python's own functions read no attribute that they are not told to by name
        return callee.kind in (LOCAL_FUNCTION, LOCAL_CLASS) or self._values.builtin_name(call.func) is not None

    def _is_of(self, node: Expression, family: frozenset[Node]) -> bool:
        return _holds(self._values.of(node), family)

    # -- helpers ----------------------------------------------------------------------------

    def _attributes_named(self, name: str) -> list[cst.Attribute]:
        if self._by_name is None:
            self._by_name = {}
            for node in self._tree.order:
                if isinstance(node, cst.Attribute):
                    self._by_name.setdefault(node.attr.value, []).append(node)
        return self._by_name.get(name, [])

    def _short(self, node: Node) -> str:
        code = " ".join(self._tree.code(node).split())
        return code if len(code) <= 50 else code[:47] + "..."


def _handed(node: Expression) -> Iterable[Expression]:
    """An argument, and what stands in the displays that it is made of."""
    yield node
    if isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        for element in node.elements:
            yield from _handed(element.value)
    elif isinstance(node, cst.Dict):
        for entry in node.elements:
            yield from _handed(entry.value)


def _holds(value: Value, family: frozenset[Node]) -> bool:
    if value.kind in (INSTANCE,):
        return value.node in family
    if value.kind == SEQUENCE or value.inner is not None:
        return value.inner is not None and _holds(value.inner, family)
    return any(_holds(item, family) for item in value.items)

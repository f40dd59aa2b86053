"""Attributes of the project's classes that entities are kept in: who binds them, who reads them, who may unseen."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.lattice import (
    CONTAINER,
    DATA_DICT,
    ENTITY,
    INSTANCE,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    MAPPING,
    METHOD,
    MODULE,
    NONE,
    SEQUENCE,
    TO_DICTIONARY,
    TUPLE,
    UNKNOWN,
    Value,
)
from rundata_migrate.syntax import Expression, Node, attribute_of, name_of, string_of
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.holder import Holder, assigned_value

_OTHERS = frozenset(
    {api.CLIENT, api.STORE, api.RUN, api.RUN_DATA, CONTAINER, ENTITY, SEQUENCE, MAPPING, TUPLE, MODULE, METHOD, NONE}
    | {LOCAL_FUNCTION, TO_DICTIONARY, DATA_DICT}
)
"""What is no instance of a class of the project, whatever else it is."""
_PLAIN_DECORATORS = frozenset({"dataclass", "total_ordering"})
_GIVES_ALL = frozenset({"__getattr__", "__getattribute__", "__setattr__", "__getstate__", "__setstate__", "__reduce__"})
_HARMLESS = frozenset(
    {"print", "len", "str", "repr", "isinstance", "issubclass", "id", "hash", "bool", "type", "list", "tuple", "sorted"}
    | {"iter", "next", "enumerate", "zip", "max", "min", "any", "all", "sum", "callable", "reversed", "set", "super"}
)
"""What reads no attribute of an object but those that the object's own methods read."""
_BY_NAME = frozenset({"getattr", "hasattr", "setattr", "delattr"})
_COLLECTS = frozenset({"append", "add", "insert", "extend", "setdefault", "update", "put"})


class AttributeHolders:
    """The attributes that entities are kept in, each looked at once."""

    def __init__(self, context: Context) -> None:
        """Nothing is looked for yet."""
        self._context = context
        self._tree = context.tree
        self._values = context.values
        self._known: dict[tuple[Node, str], Holder] = {}
        self._attributes: dict[str, list[cst.Attribute]] | None = None
        self._classes: list[cst.ClassDef] = []
        self._calls: list[cst.Call] = []
        self._families: dict[Node, list[cst.ClassDef]] = {}
        self._properties: dict[cst.FunctionDef, Holder] = {}
        self._escaped: dict[Node, str] | None = None

    def at(self, node: cst.Attribute) -> Holder | None:
        """The holder that an attribute is, if it is one of an instance of a class of the project."""
        base = self._values.of(node.value)
        if base.kind not in (INSTANCE, LOCAL_CLASS) or not isinstance(base.node, cst.ClassDef):
            return None
        key = (base.node, node.attr.value)
        if key not in self._known:
            family = self._family(base.node)
            holder = self._made(node.attr.value, family)
            self._known.update(dict.fromkeys(((one, node.attr.value) for one in family), holder))
        return self._known[key]

    def of_property(self, function: cst.FunctionDef) -> Holder:
        """The reads of a property, which must be all that its classes have of that name."""
        owner = self._values.classes.owner_class(function)
        if function not in self._properties:
            name = function.name.value
            holder = Holder(f".{name}", problem="it is the property of no class")
            if owner is not None:
                family = self._family(owner)
                holder.problem = self._class_problem(name, family, is_property=True)
                self._note_reads(holder, name, family)
                if not holder.problem and (holder.stored or not holder.reads):
                    holder.problem = f"`{name}` is assigned, or not read"
                others = self._values.classes.methods_named().get(name, ())
                if any(_decorators(one) != ["property"] for one in others if self._owner(one) in family):
                    holder.problem = f"`{name}` is more than a property"
                holder.problem = holder.problem or self._read_otherwise(family) or self._escape(family)
            self._properties[function] = holder
        return self._properties[function]

    def _owner(self, function: cst.FunctionDef) -> Node | None:
        return self._values.classes.owner_class(function)

    def of_field(self, call: cst.Call, argument: Node) -> Holder | None:
        """The field of a dataclass or namedtuple that a call gives the argument to: its readers stay as they are."""
        callee = self._values.of(call.func)
        name = self._values.records.field_of(callee, call, argument)
        if name is None or callee.node is None:
            return None
        key = (callee.node, name)
        if key not in self._known:
            holder = Holder(f".{name}", is_shared=True, problem="it is a field, and its readers stay as they are")
            holder.reads += [
                one for one in self._index().get(name, ()) if self._values.of(one.value).node is callee.node
            ]
            self._known[key] = holder
        return self._known[key]

    def _index(self) -> dict[str, list[cst.Attribute]]:
        if self._attributes is None:
            self._attributes = {}
            for node in self._tree.order:
                if isinstance(node, cst.Attribute):
                    self._attributes.setdefault(node.attr.value, []).append(node)
                elif isinstance(node, cst.ClassDef):
                    self._classes.append(node)
                elif isinstance(node, cst.Call):
                    self._calls.append(node)
        return self._attributes

    def _family(self, owner: cst.ClassDef) -> list[cst.ClassDef]:
        """The class, those that it inherits from or that inherit from it, and so on."""
        if owner not in self._families:
            self._index()
            family = [owner]
            for one in family:
                family += [
                    other for other in self._classes if other not in family and self._values.classes.related(one, other)
                ]
            self._families.update(dict.fromkeys(family, family))
        return self._families[owner]

    def _made(self, name: str, family: list[cst.ClassDef]) -> Holder:
        holder = Holder(f".{name}", is_shared=True)
        holder.problem = self._class_problem(name, family)
        self._note_reads(holder, name, family)
        for cls in family:
            if not holder.problem:
                self._note_class_body(holder, cls, name)
        if not holder.problem:
            holder.problem = self._read_otherwise(family) or self._escape(family)
        return holder

    def _note_reads(self, holder: Holder, name: str, family: list[cst.ClassDef]) -> None:
        for node in self._index().get(name, ()):
            self._note(holder, node, family)

    def _note(self, holder: Holder, node: cst.Attribute, family: list[cst.ClassDef]) -> None:
        base = self._values.of(node.value)
        where = self._tree.where(node)
        if base.kind == LOCAL_CLASS and base.node in family:
            holder.problem = f"it is read of the class, {where}"
            holder.reads.append(node)
        elif base.kind in (INSTANCE, LOCAL_CLASS) and isinstance(base.node, cst.ClassDef):
            if base.node in family:
                self._note_own(holder, node)
        elif base.items and all(one.kind == INSTANCE and one.node in family for one in base.items):
            self._note_own(holder, node)  # an object of one of several classes, all of them in the family
        elif base.kind not in _OTHERS and not self._is_import(node.value, base):
            holder.problem = f"what `{self._tree.code(node)}` is cannot be told, {where}"

    def _is_import(self, node: Node, base: Value) -> bool:
        return base.kind == "api" and not base.dotted.startswith("builtins.") and isinstance(node, cst.Name)

    def _note_own(self, holder: Holder, node: cst.Attribute) -> None:
        parent = self._tree.parent(node)
        is_target = isinstance(parent, (cst.AssignTarget, cst.AnnAssign, cst.For, cst.CompFor, cst.NamedExpr))
        if isinstance(parent, (cst.AnnAssign, cst.For, cst.CompFor, cst.NamedExpr)):
            is_target = parent.target is node
        value = assigned_value(self._tree, node)
        if isinstance(parent, cst.Element) and value is None and self._is_unpacked(parent):
            is_target = True
        if is_target or isinstance(parent, (cst.Del, cst.AsName)) or value is not None:
            if value is None or isinstance(parent, cst.AnnAssign) or self._values.type_comment(node) is not None:
                holder.problem = f"it is bound in a way that is not followed, {self._tree.where(node)}"
            else:
                holder.stored.append(value)
            return
        holder.reads.append(node)

    def _is_unpacked(self, element: Node) -> bool:
        above = self._tree.parent(element)
        while isinstance(above, (cst.Tuple, cst.List, cst.Element, cst.StarredElement)):
            element, above = above, self._tree.parent(above)
        return isinstance(above, (cst.AssignTarget, cst.Del)) or (
            isinstance(above, (cst.For, cst.CompFor)) and above.target is element
        )

    def _note_class_body(self, holder: Holder, cls: cst.ClassDef, name: str) -> None:
        scope = self._context.names.scopes.get(cls)
        for binding in scope.bindings.get(name, ()) if scope is not None else ():
            value = assigned_value(self._tree, binding.node)
            if value is None or binding.annotation is not None or binding.uses or binding.kind != "assign":
                holder.problem = f"`{name}` of the class is more than that, {self._tree.where(binding.node)}"
                return
            holder.stored.append(value)

    # -- what may read it unseen ------------------------------------------------------------------

    def _class_problem(self, name: str, family: list[cst.ClassDef], is_property: bool = False) -> str:
        if name.startswith("__") or self._values.modules.is_named_in_a_string(name):
            return "it may be reached by its name in a string"
        if self._values.outside.may_read_attribute(name):
            return "a file that is not read may read it"
        for cls in family:
            if self._values.outside.may_read_variable(cls.name.value):
                return f"a file that is not read may use {cls.name.value}"
            names = _GIVES_ALL if is_property else {name, *_GIVES_ALL}
            if any(self._values.classes.method(cls, one) is not None for one in names):
                return f"a method of {cls.name.value} stands before it"
            if cls.keywords or any(_name(one.decorator) not in _PLAIN_DECORATORS for one in cls.decorators):
                return f"the class {cls.name.value} is decorated"
            if not self._values.records.has_plain_bases(cls):
                return f"a base of {cls.name.value} is not read"
        return ""

    def _read_otherwise(self, family: list[cst.ClassDef]) -> str:
        """Where attributes are read that are not written out: class patterns, computed names, `eval`."""
        for pattern in self._tree.every(cst.MatchClass):
            value = self._values.of(pattern.cls)
            if value.node in family or (value.kind == UNKNOWN and (pattern.patterns or pattern.kwds)):
                return f"a pattern may read it, {self._tree.where(pattern)}"
        for call in self._calls:
            name = self._values.builtin_name(call.func)
            if name in ("eval", "exec") or self._may_read_computed(call, name, family):
                return f"it may be read by a name that is put together, {self._tree.where(call)}"
        return ""

    def _may_read_computed(self, call: cst.Call, name: str | None, family: list[cst.ClassDef]) -> bool:
        if self._values.dotted(call.func) == "operator.attrgetter":
            return any(string_of(arg.value) is None for arg in call.args)
        if name not in ("getattr", "setattr", "delattr") or len(call.args) < 2 or string_of(call.args[1].value):
            return False
        owner = self._values.of(call.args[0].value)
        return owner.kind == UNKNOWN or owner.node in family

    def _escape(self, family: list[cst.ClassDef]) -> str:
        """Where an instance goes to code that is not read."""
        if self._escaped is None:
            self._escaped = {}
            for cls, node in self._escapes():
                self._escaped.setdefault(cls, f"an object of its class goes elsewhere, {self._tree.where(node)}")
        return next((self._escaped[cls] for cls in family if cls in self._escaped), "")

    def _escapes(self) -> Iterator[tuple[Node, Node]]:
        for node in self._index().get("__dict__", ()):
            yield from ((cls, node) for cls in _classes_in(self._values.of(node.value)))
        for call in self._calls:
            if self._is_harmless(call):
                continue
            for arg in call.args:
                if isinstance(arg.value, (cst.SimpleString, cst.Integer, cst.Float, cst.Lambda)):
                    continue
                yield from ((cls, call) for cls in _classes_in(self._held(arg.value)))

    def _held(self, node: Expression) -> Value:
        """What the expression holds; of a method, what it is bound to is no matter here."""
        return self._values.of(node)

    def _is_harmless(self, call: cst.Call) -> bool:
        name = self._values.builtin_name(call.func)
        if name in _BY_NAME:
            return len(call.args) > 1 and string_of(call.args[1].value) is not None
        if name is not None:
            return name in _HARMLESS
        method = attribute_of(call.func)
        if method is not None and method[1] in _COLLECTS:
            return True
        callee = self._values.of(call.func)
        if callee.kind in (LOCAL_FUNCTION, LOCAL_CLASS):
            return True
        if method is None:
            return False
        base = self._values.of(method[0])
        is_own = base.kind in (INSTANCE, LOCAL_CLASS) and base.node is not None
        return is_own and self._values.classes.method(base.node, method[1]) is not None  # type: ignore[arg-type]


def _classes_in(value: Value, depth: int = 3) -> Iterator[Node]:
    """The classes of the project whose instances a value is or holds."""
    if value.kind == INSTANCE and value.node is not None:
        yield value.node
    if depth:
        for one in (*value.items, *([value.inner] if value.inner is not None else ())):
            yield from _classes_in(one, depth - 1)


def _decorators(function: cst.FunctionDef) -> list[str]:
    return [_name(one.decorator) for one in function.decorators]


def _name(decorator: Expression) -> str:
    target = decorator.func if isinstance(decorator, cst.Call) else decorator
    return target.attr.value if isinstance(target, cst.Attribute) else name_of(target) or ""

"""Classes that are made of their fields: dataclasses, NamedTuples, ``collections.namedtuple``, namespaces.

What a field holds is what any place gives it that makes such an object: a call of the class or of one that inherits
from it, ``cls(...)`` in its own methods, ``_make``, ``_replace``. Where one of these places is not seen, anything may
be in it.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow import lattice as k
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import VARIOUS_VALUE, Value, join
from rundata_migrate.syntax import (
    Expression,
    Node,
    Tree,
    is_attribute,
    is_name,
    last_name,
    name_of,
    only_target,
    positional_and_keywords,
    string_of,
    tuple_elements,
    walk,
)

NAMEDTUPLES = frozenset({"collections.namedtuple", "typing.NamedTuple"})
FIELD_MAKERS = frozenset({"dataclasses.field", "attr.ib", "attr.attrib", "attr.field", "attrs.field"})
"""What stands in a class body for a field; the values of their keywords say what the field may hold besides."""

_MATTERS = frozenset(
    {k.CONTAINER, k.ENTITY, k.MIXED, k.RUN, k.RUN_DATA, k.CLIENT, k.STORE, k.TO_DICTIONARY, k.DATA_DICT}
)
_ASKED_OF_CLASSES = frozenset({"isinstance", "issubclass", "super"})
_PLAIN_BASES = frozenset({"typing.NamedTuple", "typing.Generic", "typing.Protocol", "builtins.object", "abc.ABC"})
_MADE_BY_DECORATORS = frozenset({"s", "attrs", "attributes", "define", "frozen", "mutable", "dataclass"})


@dataclass(frozen=True)
class Layout:
    """The fields of a class, in order."""

    names: tuple[str, ...]
    is_tuple: bool = False
    """Its instances are tuples: read by position too, and never assigned to."""
    defaults: dict[str, Expression] = field(default_factory=dict)
    is_clear: bool = True
    """All defaults are understood."""


@dataclass
class _Makings:
    """The places that make instances of a class."""

    calls: list[tuple[cst.Call, int]] = field(default_factory=list)
    """With the number of arguments that come before the fields."""
    lists: list[Expression] = field(default_factory=list)
    """What ``_make`` is given."""
    is_open: bool = False
    """There may be more."""


class Records:
    """The fields of classes, asked for one by one."""

    def __init__(self, values: Knows) -> None:
        """``values`` evaluates."""
        self._values = values
        self._layouts: dict[Node, Layout | None] = {}
        self._makings: dict[Node, _Makings] = {}
        self._matter: dict[Node, bool] = {}
        self._replacements: list[tuple[Expression | None, cst.Call]] | None = None

    # -- questions --------------------------------------------------------------------------

    def made(self, callee: Value, call: cst.Call) -> Value | None:
        """An instance of a namedtuple, or a namespace, if run data is put into one of its kind anywhere."""
        owner = callee.node if isinstance(callee.node, cst.Call) else call
        if callee.node is not None and owner is call:
            return None
        if self.layout(owner) is None or not self._holds_run_data(owner):
            return None
        return Value(k.INSTANCE, node=owner)

    def layout(self, owner: Node) -> Layout | None:
        """The fields of a class, a namedtuple's call or a namespace's."""
        if owner not in self._layouts:
            self._layouts[owner] = None  # a class that inherits from itself
            with _undone(self._layouts, owner):
                self._layouts[owner] = self._read_layout(owner)
        return self._layouts[owner]

    def field(self, owner: Node, name: str) -> Value | None:
        """What the places that make instances give a field; None where it is no field, or nothing is given."""
        layout = self.layout(owner)
        if layout is None or name not in layout.names:
            return None
        given = list(self._given(owner, layout, name))
        return join(given) if given else None

    def kept(self, callee: Value, call: cst.Call, argument: Node) -> Value | None:
        """What the field holds that a call gives the argument to."""
        is_namespace = callee.kind == k.API and callee.dotted in api.STAND_INS and callee.node is None
        if is_namespace and self._values.of(call).kind == k.INSTANCE:
            return self._values.of(argument)  # it has no other maker
        name = self.field_of(callee, call, argument)
        return self.field(callee.node, name) if name is not None and callee.node is not None else None

    def field_of(self, callee: Value, call: cst.Call, argument: Node) -> str | None:
        """The field that a call gives the argument to."""
        given = positional_and_keywords(call)
        owner = callee.node
        if owner is None or given is None or not _is_class(callee) or self._values.classes.constructor(owner):
            return None
        layout = self.layout(owner)
        if layout is None or self._values.classes.method(owner, "__new__") is not None:
            return None
        named = {**dict(zip(layout.names, given[0], strict=False)), **given[1]}
        return next((name for name, value in named.items() if value is argument and name in layout.names), None)

    # -- layouts ----------------------------------------------------------------------------

    def _read_layout(self, owner: Node) -> Layout | None:
        if isinstance(owner, cst.Call):
            is_namedtuple = self._values.of(owner.func).dotted in NAMEDTUPLES
            return self._of_namedtuple(owner) if is_namedtuple else _of_namespace(owner)
        return self._of_class(owner) if isinstance(owner, cst.ClassDef) else None

    def _of_class(self, owner: cst.ClassDef) -> Layout | None:
        bases = [self._layout_of_base(base.value) for base in owner.bases]
        inherited = [one for one in bases if one is not None]
        names = [name for one in inherited for name in one.names]
        is_tuple = any(one.is_tuple for one in inherited)
        if not (is_tuple and names):  # a class below a namedtuple has no fields of its own
            names += [*self._values.classes.fields(owner), *self._made_fields(owner)]
        defaults = {name: default for one in inherited for name, default in one.defaults.items()}
        is_clear = all(one.is_clear for one in inherited)
        return Layout(tuple(dict.fromkeys(names)), is_tuple, defaults, is_clear) if names else None

    def _layout_of_base(self, base: Node) -> Layout | None:
        value = self._values.of(base)
        if value.kind == k.API and value.dotted == "typing.NamedTuple":
            return Layout((), is_tuple=True)
        return self.layout(value.node) if value.node is not None and _is_class(value) else None

    def _made_fields(self, owner: cst.ClassDef) -> Iterator[str]:
        """``metrics = attr.ib()``, in order."""
        if not any(_called_name(one.decorator) in _MADE_BY_DECORATORS for one in owner.decorators):
            return
        for line in owner.body.body:
            for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
                if isinstance(small, cst.Assign) and isinstance(small.value, cst.Call):
                    if self._values.of(small.value.func).dotted in FIELD_MAKERS:
                        yield from (name for one in small.targets if (name := name_of(one.target)) is not None)

    def _of_namedtuple(self, call: cst.Call) -> Layout | None:
        given = positional_and_keywords(call)
        if given is None or len(given[0]) > 2:
            return None
        positional, keywords = given
        listed = keywords.get("field_names", keywords.get("fields"))
        if len(positional) == 2:
            listed = positional[1]
        names = self._listed(self._resolved(listed)) if listed is not None else None
        if listed is None and self._values.of(call.func).dotted == "typing.NamedTuple":
            names = [name for name in keywords if name != "typename"]
        if not names:
            return None
        rename = keywords.get("rename")
        if rename is not None and not is_name(rename, "False"):
            names = _renamed(names)
        defaults = tuple_elements(self._resolved(keywords["defaults"])) if "defaults" in keywords else []
        is_clear = defaults is not None and not any(isinstance(one, cst.StarredElement) for one in defaults)
        last = dict(zip(reversed(names), reversed(defaults or []), strict=False))
        return Layout(tuple(names), True, last, is_clear)

    def _resolved(self, node: Expression) -> Expression:
        """What a name stands for that is bound once."""
        return (self._values.names.assigned(node) if isinstance(node, cst.Name) else None) or node

    @staticmethod
    def _listed(node: Expression) -> list[str] | None:
        text = string_of(node)
        if text is not None:
            return text.replace(",", " ").split()
        names: list[str] = []
        for element in tuple_elements(node) or ():
            pair = tuple_elements(element)
            name = string_of(pair[0] if pair else element)
            if name is None:
                return None
            names.append(name)
        return names

    # -- what is put in ---------------------------------------------------------------------

    def _given(self, owner: Node, layout: Layout, name: str) -> Iterator[Value]:
        of = self._values.of
        position = layout.names.index(name)
        for one in (owner, *self._values.classes.subclasses(owner)):
            makings = self._makings_of(one)
            if makings.is_open:
                yield VARIOUS_VALUE
            for call, skipped in makings.calls:
                given = positional_and_keywords(call)
                if given is None:
                    yield VARIOUS_VALUE
                elif name in given[1]:
                    yield of(given[1][name])
                elif position + skipped < len(given[0]):
                    yield of(given[0][position + skipped])
                elif name in layout.defaults:
                    yield of(layout.defaults[name])
                elif not layout.is_clear:
                    yield VARIOUS_VALUE
            for listed in makings.lists:
                elements = tuple_elements(listed)
                yield of(elements[position]) if elements and position < len(elements) else VARIOUS_VALUE
        yield from self._replaced(owner, name)

    def _replaced(self, owner: Node, name: str) -> Iterator[Value]:
        """``x._replace(name=value)``, ``dataclasses.replace(x, name=value)``, of whatever may be such an object."""
        for base, call in self._every_replacement():
            given = [arg.value for arg in call.args if arg.keyword is not None and arg.keyword.value == name]
            starred = any(arg.star for arg in call.args)
            if not given and not starred:
                continue
            value = self._values.of(base) if base is not None else VARIOUS_VALUE
            if value.kind == k.INSTANCE and not self._values.classes.related(value.node, owner):
                continue
            yield from (self._values.of(one) for one in given)
            if starred:
                yield VARIOUS_VALUE

    def _every_replacement(self) -> list[tuple[Expression | None, cst.Call]]:
        if self._replacements is None:
            self._replacements = []
            with _undone(self.__dict__, "_replacements", None):
                self._find_replacements(self._replacements)
        return self._replacements

    def _find_replacements(self, found: list[tuple[Expression | None, cst.Call]]) -> None:
        index = self._values.names.index
        named = [call for name in ("_replace", "replace", "evolve") for call in index.calls(name)]
        for node in index.in_order(named):
            if is_attribute(node.func, {"_replace"}):
                found.append((node.func.value, node))
            elif self._values.of(node.func).dotted in ("dataclasses.replace", "attr.evolve", "attrs.evolve"):
                plain = [arg.value for arg in node.args if arg.keyword is None and not arg.star]
                found.append((plain[0] if plain else None, node))

    # -- who makes them ---------------------------------------------------------------------

    def _makings_of(self, owner: Node) -> _Makings:
        known = self._makings.get(owner)
        if known is None:
            known = self._makings[owner] = self._find_makings(owner)
        return known

    def _find_makings(self, owner: Node) -> _Makings:
        found = _Makings()
        if isinstance(owner, cst.Call) and self._values.of(owner.func).dotted not in NAMEDTUPLES:
            found.calls.append((owner, 0))  # a namespace: it is what it is given
            return found
        classes = self._values.classes
        if classes.constructor(owner) is not None:
            return found  # what it assigns is seen as attributes of `self`
        creator = classes.method(owner, "__new__")
        definition = _named_by(self._values.tree, owner)
        if definition is not None:
            for use in self._values.calls.names_of(definition, owner):
                self._note_use(use, found)
        name = name_of(definition) if definition is not None else None
        if isinstance(owner, cst.ClassDef):
            name = owner.name.value
            found.is_open = found.is_open or not self.has_plain_bases(owner)
            for one in (owner, *classes.bases(owner)):
                found.calls += [(call, 0) for call in self._own_makings(one)]
        if creator is not None and isinstance(creator.node, cst.FunctionDef):
            found.calls = list(self._creations(creator.node))
        if name is not None:
            found.is_open = found.is_open or self._values.escapes.of_class(owner, name)
        return found

    def _note_use(self, use: Node, found: _Makings) -> None:
        tree = self._values.tree
        parent = tree.parent(use)
        if isinstance(parent, cst.Call) and parent.func is use:
            found.calls.append((parent, 0))
        elif isinstance(parent, cst.Attribute):
            if parent.attr.value in ("_make", "__new__"):
                call = tree.parent(parent)
                if isinstance(call, cst.Call) and call.func is parent and len(call.args) == 1:
                    found.lists.append(call.args[0].value)
                elif not (isinstance(call, cst.Call) and call.func is parent and parent.attr.value == "__new__"):
                    found.is_open = True
        elif not self._only_asks(use):
            found.is_open = True

    def _only_asks(self, use: Node) -> bool:
        """Whether a class is named in an annotation, as a base, or to ask what something is."""
        tree = self._values.tree
        for above in tree.ancestors(use):
            if isinstance(above, (cst.Annotation, cst.ExceptHandler, cst.Del)):
                return True
            if isinstance(above, cst.ClassDef):
                return any(one is use for base in above.bases for one in walk(base))
            if isinstance(above, cst.Call):
                return self._values.builtin_name(above.func) in _ASKED_OF_CLASSES
            if isinstance(above, (cst.BaseSmallStatement, cst.BaseCompoundStatement)):
                return False
        return False

    def _own_makings(self, owner: Node) -> Iterator[cst.Call]:
        """``cls(...)``, ``type(self)(...)`` and ``self.__class__(...)`` in the methods of a class."""
        for node in walk(owner) if isinstance(owner, cst.ClassDef) else ():
            if not isinstance(node, cst.Call):
                continue
            func = node.func
            is_cls = isinstance(func, cst.Name) and self._is_cls(func)
            is_type = isinstance(func, cst.Call) and self._values.builtin_name(func.func) == "type"
            if is_cls or is_type or is_attribute(func, {"__class__"}):
                yield node

    def _is_cls(self, name: cst.Name) -> bool:
        value = self._values.of(name)
        return value.kind == k.LOCAL_CLASS and any(
            one.kind == b.PARAMETER for one in self._values.names.slot(name).bindings
        )

    def _creations(self, creator: cst.FunctionDef) -> Iterator[tuple[cst.Call, int]]:
        """``super().__new__(cls, a, b)`` in a class's own ``__new__``."""
        for node in walk(creator.body):
            if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
                if node.func.attr.value == "__new__":
                    yield node, 1

    def has_plain_bases(self, owner: cst.ClassDef) -> bool:
        """Whether nothing that is not read takes part in making the instances."""
        for cls in (owner, *self._values.classes.bases(owner)):
            for base in cls.bases if isinstance(cls, cst.ClassDef) else ():
                inner = base.value.value if isinstance(base.value, cst.Subscript) else base.value
                is_read = _is_class(self._values.of(base.value))
                if not is_read and self._values.of(inner).dotted not in _PLAIN_BASES:
                    return False
        return True

    # -- whether it matters -----------------------------------------------------------------

    def _holds_run_data(self, owner: Node) -> bool:
        if owner not in self._matter:
            self._matter[owner] = False  # while it is being found out
            with _undone(self._matter, owner):
                layout = self.layout(owner)
                self._matter[owner] = layout is not None and any(
                    _matters(value) for name in layout.names for value in self._given(owner, layout, name)
                )
        return self._matter[owner]


# -- helpers ----------------------------------------------------------------------------------

_GONE = object()


@contextmanager
def _undone(table: dict[Any, Any], key: object, before: object = _GONE) -> Iterator[None]:
    """What is noted while something is being found out does not stay if the question is put off."""
    try:
        yield
    except BaseException:
        if before is _GONE:
            table.pop(key, None)
        else:
            table[key] = before
        raise


def _matters(value: Value) -> bool:
    """Whether a value has to do with run data, and is no stand-in of a test."""
    if value.kind in (k.SEQUENCE, k.MAPPING):
        return value.inner is not None and _matters(value.inner)
    if value.kind == k.TUPLE:
        return any(_matters(item) for item in value.items)
    if value.kind == k.INSTANCE:
        return isinstance(value.node, cst.Call)
    return value.kind in _MATTERS and not isinstance(value.node, cst.Call)


def is_namedtuple(value: Value) -> bool:
    """Whether it is a class that ``namedtuple`` made; for its instances it counts as a plain object's."""
    return value.kind == k.API and value.dotted in api.STAND_INS and isinstance(value.node, cst.Call)


def _of_namespace(call: cst.Call) -> Layout | None:
    """``SimpleNamespace(metrics=C)``."""
    given = positional_and_keywords(call)
    return Layout(tuple(given[1])) if given is not None and not given[0] else None


def _is_class(value: Value) -> bool:
    return value.kind == k.LOCAL_CLASS or is_namedtuple(value)


def _called_name(node: Node) -> str:
    while isinstance(node, cst.Call):
        node = node.func
    return last_name(node) or ""


def _named_by(tree: Tree, owner: Node) -> Node | None:
    """What binds the name of a class: its definition, or the target that a namedtuple is assigned to."""
    if isinstance(owner, cst.ClassDef):
        return owner
    return only_target(tree.parent(owner))


def _renamed(names: list[str]) -> list[str]:
    """What ``rename=True`` makes of names that cannot be fields (collections/__init__.py)."""
    found: list[str] = []
    for index, name in enumerate(names):
        is_bad = not name.isidentifier() or keyword.iskeyword(name) or name.startswith("_") or name in found
        found.append(f"_{index}" if is_bad else name)
    return found

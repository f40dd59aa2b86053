"""Keys that are entities too: what iterating over a dual container gives.

A key is a ``str`` subclass that is also MLflow's ``Metric``, ``Param`` or ``RunTag``. It shares the entity's
``__dict__`` and is never initialised as one. It has no ``keys()``, by which pandas would take it for a mapping, and
no ``__eq__`` in Python for metrics and params, which would make sorting many times slower.
"""

from __future__ import annotations

import inspect
import sys
import warnings
from typing import Any, Callable

from rundata_compat import dict_call
from rundata_compat.deprecation import note, note_read, state, told
from rundata_compat.pickling import if_imported

__all__ = ["KEYS", "key_class", "plain", "plain_dict", "restore"]

_getframe = sys._getframe

_classes: dict[tuple[type, str], type] = {}

KEYS: set[type] = set()
"""The classes of keys, of every MLflow that was imported."""


def plain(value: Any) -> Any:
    """The text of a key that iteration gave; anything else as it is.

    A key carries the entity that it was iterated with. Where something else is built or written with it, it is a name.
    """
    return str.__str__(value) if type(value) in KEYS else value


def plain_dict(values: dict[Any, Any]) -> dict[Any, Any]:
    """The dict itself where it has nothing that iteration gave, else one with plain keys and values."""
    if KEYS.isdisjoint(map(type, values.keys())) and KEYS.isdisjoint(map(type, values.values())):
        return values
    return {plain(key): plain(value) for key, value in values.items()}


def key_class(entity_class: Any, container: str) -> Any:
    """The class of keys for ``run.data.<container>``, whose entities are ``entity_class``; made once."""
    known = _classes.get((entity_class, container))
    if known is None:
        made = _make(entity_class, container)
        KEYS.add(made)
        known = _classes.setdefault((entity_class, container), made)
    return known


def _make(entity_class: Any, container: str) -> type:
    class Key(str, entity_class):  # type: ignore[misc]
        """A key of run data that is also the entity it belongs to."""

        _rundata_container = container

        def __getitem__(self, index: Any) -> Any:
            if type(index) is str:  # dict(entity) asks for the properties by name, see _Keys
                return getattr(entity_class, index).__get__(self)
            return str.__getitem__(self, index)

        keys = _Keys(entity_class, container)

        def __dir__(self) -> Any:
            return [name for name in object.__dir__(self) if name != "keys"]

        def __copy__(self) -> Any:
            return self

        def __deepcopy__(self, memo: Any) -> Any:
            return self

        def __reduce_ex__(self, protocol: Any) -> Any:
            return _RESTORE, (str(self), _state_of(self))

    Key.__name__ = Key.__qualname__ = entity_class.__name__ + "Key"
    if "__eq__" in entity_class.__dict__ and entity_class.__hash__ is None:
        _compare_like(Key, entity_class)
    for name, member in inspect.getmembers(entity_class):
        if name.startswith("_") or hasattr(str, name):
            continue
        if isinstance(member, property):
            setattr(Key, name, _warned_property(member, name, container))
        elif inspect.isfunction(member):
            setattr(Key, name, _warned_method(member, container))
    return Key


class _Keys:
    """``keys``, for ``dict(entity)`` alone; nobody else finds it.

    A ``__getattr__`` would do as well, but Python 3.12 and later read all attributes of a class that has one slowly.
    """

    def __init__(self, entity_class: Any, container: str) -> None:
        self._entity_class = entity_class
        self._container = container

    def __get__(self, key: Any, owner: Any = None) -> Any:
        if key is not None and dict_call.is_dict_call(_getframe(1)):
            note("entity.dict", self._container)
            return self._entity_class._properties
        raise AttributeError(f"{self._entity_class.__name__!r} object has no attribute 'keys'")


# A scan reads an attribute of each element, all at one place: that of the last one, under the same filters (Python's
# own functions put a new one in front). Any other place is looked up. MLflow's own expression is written out in it:
# calling MLflow's getter would cost a fifth more.
_GETTER = """
def get(self):
    code, first = alone
    try:
        if _getframe(1).f_code is code and warnings.filters[0] is first:
            return {read}
        frame = _getframe(1)
        code, at, first = state.last
        if frame.f_lasti == at and frame.f_code is code and warnings.filters[0] is first:
            return {read}
    except IndexError:
        pass
    note_read(name, container)
    return {read}
"""


def _warned_property(member: property, name: str, container: str) -> property:
    read = _attribute_of(member.fget)
    names: dict[str, Any] = {"_getframe": _getframe, "note_read": note_read, "state": state, "warnings": warnings}
    names.update(alone=told(name), container=container, name=name, read=member.fget)
    source = _GETTER.format(read=f"self.{read}" if read else "read(self)")
    exec(compile(source, __file__, "exec"), names)  # this file's name: its frames are passed over
    return property(names["get"], doc=member.__doc__)


def _attribute_of(getter: Any) -> str | None:
    """The attribute that a getter returns, where that is all it does."""
    code = getattr(getter, "__code__", None)
    if code is None or code.co_code != _PLAIN.co_code or len(code.co_names) != 1:
        return None
    return str(code.co_names[0])


def _plain_getter(self: Any) -> Any:
    return self._value


_PLAIN = _plain_getter.__code__


def _warned_method(member: Any, container: str) -> Callable[..., Any]:
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        note("entity", container)
        return member(self, *args, **kwargs)

    return call


def _compare_like(key: Any, entity_class: Any) -> None:
    """Tags compare exact types (``entities/run_tag.py``, all versions): the key takes part all the same."""

    def __eq__(self: Any, other: Any) -> Any:
        if type(other) is entity_class:
            return self.__dict__ == other.__dict__
        return str.__eq__(self, other)

    def __ne__(self: Any, other: Any) -> Any:
        equal = __eq__(self, other)
        return equal if equal is NotImplemented else not equal

    key.__eq__ = __eq__
    key.__ne__ = __ne__
    key.__hash__ = str.__hash__


# A key's pickle gives a plain string where this package is not imported, or not there at all: translating by a table
# that has no number in it leaves a string as it is.
_RESTORE = if_imported(__name__, "restore", str.translate)


def _state_of(key: Any) -> Any:
    return dict(key.__dict__, **{"": key._rundata_container})


def restore(key: str, state: Any) -> Any:
    """A key from its pickle: the same kind of key, or a plain string where there is no MLflow."""
    state = dict(state)
    container = state.pop("")
    try:
        from mlflow import entities
    except ImportError:
        return key
    entity_class = {"metrics": entities.Metric, "params": entities.Param, "tags": entities.RunTag}[container]
    made = str.__new__(key_class(entity_class, container), key)
    made.__dict__.update(state)
    return made

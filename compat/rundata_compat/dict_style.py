"""What a dual container does as a dict: dict's own methods, but for what iteration gives and for writing.

A write takes the lock that list-style writes take, so that neither loses what the other put in; it stores plain
strings where it is given keys that iteration gave, and says where the order of the entries changed.
"""

from __future__ import annotations

import operator
import sys
from typing import Any

from rundata_compat.deprecation import note
from rundata_compat.elements import Elements, changing
from rundata_compat.keys import plain, plain_dict
from rundata_compat.missing import Missing

__all__ = ["DictStyle", "list_index"]

_get = dict.__getitem__


class DictStyle(dict):  # type: ignore[type-arg]
    """A dict whose subclass can be used as a list too: it has ``_name``, ``_elements`` and ``_source``."""

    __slots__ = ()

    _name: str
    _source: Any

    @property
    def _elements(self) -> Elements:
        raise NotImplementedError

    def __init__(_self: Any, *args: Any, **kwargs: Any) -> None:  # a metric may be called self
        _self.update(*args, **kwargs)

    if sys.version_info >= (3, 12):
        __missing__ = Missing()
    else:  # a slice has no hash there, and a dict does not come to ask

        def __getitem__(self, key: Any) -> Any:
            try:
                return _get(self, key)
            except KeyError:
                pass
            except TypeError:
                if type(key) is not slice:
                    raise
            return self._missing(key)

    def _missing(self, key: Any) -> Any:
        if type(key) is slice or list_index(key) is not None:
            return self._at(key)
        raise KeyError(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        key, value = plain(key), plain(value)
        if type(key) is not str and self._is_list_index(key):
            self._set_at(key, value)
            return
        with changing:
            size = len(self)
            dict.__setitem__(self, key, value)
            self._elements.values.pop(key, None)
            if len(self) != size:
                self._elements.reordered()

    def __delitem__(self, key: Any) -> None:
        if type(key) is not str and self._is_list_index(key):
            self._delete_at(key)
            return
        with changing:
            dict.__delitem__(self, key)
            self._elements.reordered()

    def pop(self, *args: Any) -> Any:
        """Remove a key and give its value, as a dict does; without a key or with a position, as a list does."""
        if not args or (len(args) == 1 and type(args[0]) is not str and self._is_list_index(args[0])):
            return self._pop_at(*args)
        with changing:
            value = dict.pop(self, *args)
            self._elements.reordered()
        return value

    def popitem(self) -> Any:
        """Remove the last entry and give its key and value."""
        with changing:
            item = dict.popitem(self)
            self._elements.reordered()
        return item

    def clear(self) -> None:
        """Remove all entries."""
        with changing:
            dict.clear(self)
            self._elements.reordered()

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """The value of the key, after putting it in where it is missing."""
        key = plain(key)
        with changing:
            size = len(self)
            value = dict.setdefault(self, key, plain(default))
            if len(self) != size:
                self._elements.values.pop(key, None)
                self._elements.reordered()
        return value

    def update(_self: Any, *args: Any, **kwargs: Any) -> None:
        """Take in the entries of a dict, pairs of key and value, and named values."""
        values: dict[Any, Any] = {}
        values.update(*args, **kwargs)
        with changing:
            written = plain_dict(values)
            dict.update(_self, written)
            elements = _self._elements
            for key in elements.values.keys() & written.keys():
                del elements.values[key]
            elements.reordered()

    if sys.version_info >= (3, 9):

        def __or__(self, other: Any) -> Any:
            joined = dict.__or__(self, other)
            return joined if joined is NotImplemented else plain_dict(joined)

        def __ror__(self, other: Any) -> Any:
            joined = dict.__ror__(self, other)
            return joined if joined is NotImplemented else plain_dict(joined)

        def __ior__(self, other: Any) -> Any:
            self.update(other)
            return self

    def _native(self) -> dict[Any, Any]:
        return dict(self.items())

    def _is_list_index(self, key: Any) -> bool:
        if isinstance(key, slice):
            return True
        return list_index(key) is not None and not dict.__contains__(self, key)

    # The list style of what has the same syntax.

    def _at(self, index: Any) -> Any:
        if type(index) is slice:
            note("[slice]", self._name)
            return self._elements.all(self)[index]
        note("[int]", self._name)
        try:
            return self._elements.at(self, index)
        except IndexError:
            raise self._no_entry(index) from None

    def _no_entry(self, index: Any) -> IndexError:
        return IndexError(f"run.data.{self._name} has {len(self)} entries, index {index} is out of range")

    def _set_at(self, index: Any, value: Any) -> None:
        raise NotImplementedError

    def _delete_at(self, index: Any) -> None:
        raise NotImplementedError

    def _pop_at(self, *index: Any) -> Any:
        raise NotImplementedError


def list_index(key: Any) -> int | None:
    """The position that a number stands for; None for what is no whole number."""
    try:
        return operator.index(key)
    except TypeError:
        return None

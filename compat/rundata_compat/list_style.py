"""The deprecated half of a dual container: what a list of entities can do and a dict cannot.

Each operation tells of itself (``deprecation.note``) and works on the container's entities. This mixin, the keys and
``Container.__iter__`` are all that goes when the list style goes.
"""

from __future__ import annotations

import operator
import os
import threading
from typing import TYPE_CHECKING, Any, Iterable

from rundata_compat.deprecation import note

if TYPE_CHECKING:
    from typing import SupportsIndex

__all__ = ["ListStyle"]

changing = threading.RLock()
"""Held while a container is rebuilt: one list operation is several of a dict's."""

if hasattr(os, "register_at_fork"):  # a process forked by another thread finds the containers whole, and the lock free
    os.register_at_fork(before=changing.acquire, after_in_parent=changing.release, after_in_child=changing.release)


class ListStyle:
    """List operations. The class that mixes it in is a dict and has ``_entities``, ``_rebuild`` and ``_name``."""

    __slots__ = ()

    _name: str

    def _entities(self) -> list[Any]:
        raise NotImplementedError

    def _rebuild(self, entities: Iterable[Any]) -> None:
        raise NotImplementedError

    def _checked(self, entity: Any) -> Any:
        raise NotImplementedError

    def append(self, entity: Any) -> None:
        """Add an entity. TypeError if it is none of this container's, ValueError if its key is there already."""
        note("append", self._name)
        with changing:
            self._rebuild([*self._entities(), entity])

    def extend(self, entities: Iterable[Any]) -> None:
        """Add entities, as ``append`` does; all of them or none."""
        note("extend", self._name)
        added = list(entities)
        with changing:
            self._rebuild([*self._entities(), *added])

    def insert(self, index: SupportsIndex, entity: Any) -> None:
        """Put an entity before a position."""
        note("insert", self._name)
        with changing:
            entities = self._entities()
            entities.insert(index, entity)
            self._rebuild(entities)

    def remove(self, entity: Any) -> None:
        """Take out the first entity that is equal; ValueError if there is none."""
        note("remove", self._name)
        with changing:
            entities = self._entities()
            entities.remove(self._checked(entity))
            self._rebuild(entities)

    def index(self, entity: Any, *bounds: SupportsIndex) -> int:
        """The position of the first entity that is equal; ValueError if there is none."""
        note("index", self._name)
        return self._entities().index(self._checked(entity), *bounds)

    def count(self, entity: Any) -> int:
        """How many entities are equal: none or one."""
        note("count", self._name)
        return self._entities().count(self._checked(entity))

    def sort(self, *, key: Any = None, reverse: bool = False) -> None:
        """Put the entities in order, and the keys with them."""
        note("sort", self._name)
        with changing:
            self._rebuild(sorted(self._entities(), key=key, reverse=reverse))

    def reverse(self) -> None:
        """Turn the order around."""
        note("reverse", self._name)
        with changing:
            self._rebuild(self._entities()[::-1])

    def __add__(self, other: Any) -> Any:
        added = _entity_list(other)
        if added is None:
            return NotImplemented
        note("+", self._name)
        return self._entities() + added

    def __radd__(self, other: Any) -> Any:
        if not isinstance(other, list):
            return NotImplemented
        note("+", self._name)
        return other + self._entities()

    def __iadd__(self, other: Iterable[Any]) -> Any:  # type: ignore[misc]
        added = list(other)
        note("+=", self._name)
        with changing:
            self._rebuild([*self._entities(), *added])
        return self

    def __mul__(self, times: Any) -> Any:
        try:
            number = operator.index(times)
        except TypeError:
            return NotImplemented
        note("*", self._name)
        return self._entities() * number

    __rmul__ = __mul__


def _entity_list(value: Any) -> Any:
    if isinstance(value, ListStyle):
        return value._entities()
    return value if isinstance(value, list) else None

"""The entities and keys of one container: made once, and the same objects each time, in every thread.

The dict is what counts. What is kept here is checked against it: the values whenever the whole is asked for, one value
where one element is, the order by whoever changes it (``reordered``). All is done under ``changing`` but for reading
what is right already.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from functools import partial
from operator import methodcaller
from typing import Any

from rundata_compat.keys import KEYS, key_class, plain

__all__ = ["Elements", "changing", "checked", "replace"]

changing = threading.RLock()
"""Held while containers are written, in either style, and while their elements are made."""

if hasattr(os, "register_at_fork"):  # a process forked by another thread finds the containers whole, and the lock free
    os.register_at_fork(before=changing.acquire, after_in_parent=changing.release, after_in_child=changing.release)

_get = dict.get
_ABSENT = object()


class Elements:
    """What is known of the elements of one container."""

    __slots__ = ("counted", "entities", "iterated", "keys", "known", "values")

    def __init__(self) -> None:
        self.known: dict[Any, Any] = {}
        """Key -> entity with the value that the dict had."""
        self.values: dict[Any, Any] = {}
        """Key -> the value that the dict had when its entity was last asked for; not where it was written since."""
        self.counted = 0
        """How many of the entities that MLflow gave are known."""
        self.entities: list[Any] | None = None
        """In the order of the dict; None since that has changed."""
        self.keys: dict[str, Any] = {}
        """Key -> key object that shares the ``__dict__`` of the entity."""
        self.iterated: tuple[list[Any], list[Any], int] | None = None
        """What iteration gives, the values that it was made for, and ``counted`` then. Replaced, never changed."""

    def reordered(self) -> None:
        """Keys came, went or changed places."""
        self.entities = self.iterated = None

    def put(self, container: Any, key: Any, value: Any) -> Any:
        """The entity for one entry of the dict, with the value that the dict has."""
        entity = self.known.get(key)
        if entity is None or (entity._value is not value and not _same(entity._value, value)):
            if entity is not None and self.values.get(key, _ABSENT) is value:
                # The entity was changed, through its private attribute, and the dict was not.
                value = plain(entity._value)
                dict.__setitem__(container, key, value)
            else:  # written since, through the dict
                self.known[key] = entity = container._make(key, value)
        self.values[key] = value
        return entity

    def take_in(self, container: Any) -> None:
        """Know of the entities that MLflow gave: at first, and when it has added some (``RunData._add_metric``)."""
        source = container._source
        if type(source) is not list and type(source) is not tuple:
            source = container._source = tuple(source)
        if self.counted > len(source):
            self.counted = 0
        if self.counted < len(source):
            for given in source[self.counted :]:
                entity = checked(given, self.known)
                self.known[entity._key] = entity
            self.counted = len(source)

    def all(self, container: Any) -> list[Any]:
        """All entities; not to be changed by who asks."""
        with changing:
            self.take_in(container)
            self.entities = [self.put(container, key, value) for key, value in list(container.items())]
            return self.entities

    def at(self, container: Any, index: int) -> Any:
        """One entity. IndexError as a list has it."""
        made = self.entities
        if made is not None and len(made) == len(container) and self.counted == len(container._source):
            entity = made[index]
            if _get(container, entity._key, _ABSENT) is entity._value:
                return entity
        with changing:
            self.take_in(container)
            if self.entities is None or len(self.entities) != len(container):
                if index == 0 or (index == -1 and sys.version_info >= (3, 8)):  # the others are not needed for those
                    for key in container.keys() if index == 0 else reversed(container.keys()):
                        return self.put(container, key, _get(container, key))
                return self.all(container)[index]
            entity = self.entities[index]
            value = _get(container, entity._key, _ABSENT)
            if value is _ABSENT:
                return self.all(container)[index]
            self.entities[index] = entity = self.put(container, entity._key, value)
            return entity

    def of(self, container: Any, key: Any) -> Any:
        """The entity of one key; None where the dict does not have it."""
        with changing:
            self.take_in(container)
            value = _get(container, key, _ABSENT)
            return None if value is _ABSENT else self.put(container, key, value)

    def iterate(self, container: Any) -> list[Any]:
        """The keys that iteration gives; not to be changed by who asks, nor is it later."""
        made = self.iterated
        if made is not None and made[2] == len(container._source) and made[1] == list(container.values()):
            return made[0]
        with changing:
            values = list(container.values())
            entities = self.all(container)
            keys = [self._key(container, key, entity) for key, entity in zip(list(container.keys()), entities)]
            self.iterated = (keys, values, self.counted)
            return keys

    def _key(self, container: Any, key: Any, entity: Any) -> Any:
        if type(key) is not str:  # MLflow takes what it gets; a key that is no string cannot be an entity as well
            return key
        made = self.keys.get(key)
        if made is None or made.__dict__ is not entity.__dict__:
            made = str.__new__(key_class(type(entity), container._name), key)
            made.__dict__ = entity.__dict__
            self.keys[key] = made
        return made


def checked(entity: Any, known: Any = None) -> Any:
    """An entity as it stands in lists: a key gives the entity that it shares, and what was built of keys has text."""
    if type(entity) in KEYS:
        found = known.get(str.__str__(entity)) if known else None
        entity = found if found is not None and found.__dict__ is entity.__dict__ else _shared(entity)
    for name in ("_key", "_value"):
        if type(getattr(entity, name, None)) in KEYS:
            setattr(entity, name, plain(getattr(entity, name)))
    return entity


def _shared(key: Any) -> Any:
    """The entity that a key of another container carries."""
    entity_class = type(key).__mro__[2]
    entity: Any = object.__new__(entity_class)
    entity.__dict__ = key.__dict__
    return entity


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other))


_call = methodcaller("__call__")


def replace(container: Any, content: dict[Any, Any]) -> None:
    """Give a dict other content; no thread that reads meanwhile finds it without what was there and stays.

    Where the order stays, nothing is taken out that is not to go. Where it does not, the dict is emptied and filled by
    functions written in C, called by others: CPython changes threads between the instructions of Python code only.
    """
    staying = [key for key in list(container.keys()) if key in content]
    if staying == list(content)[: len(staying)]:
        dict.update(container, content)
        for key in [key for key in list(container.keys()) if key not in content]:
            dict.__delitem__(container, key)
        return
    before = list(container.values())  # so that no value's destructor runs in between
    deque(map(_call, (partial(dict.clear, container), partial(dict.update, container, content))), maxlen=0)
    del before

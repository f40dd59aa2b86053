"""The dual containers: dicts of key to value, as from MLflow 1.0 on, that can be used as lists of entities too.

A container is a ``dict`` whose storage is really filled, with plain ``str`` keys: the JSON encoders, orjson and polars
read the storage and ask nobody. ``keys``, ``items``, ``values`` and ``get`` are the dict's own. Only iteration differs:
it gives keys that are entities too (``keys.py``). The dict is what counts; entities are made from it when somebody
asks, and keep what the dict does not have (timestamp, step) from the entities that MLflow gave.
"""

from __future__ import annotations

import operator
import sys
from typing import Any, Iterable, Iterator

from rundata_compat.deprecation import note, note_iteration
from rundata_compat.keys import key_class
from rundata_compat.list_style import ListStyle, changing

__all__ = ["CONTAINERS", "Container", "MetricContainer", "ParamContainer", "TagContainer"]

_get = dict.__getitem__

_accepted: set[tuple[type, ...]] = set()
"""Container and entity classes that were checked to go together: building one more need not ask again."""


class Container(ListStyle, dict):  # type: ignore[type-arg]
    """A dict of key to value that can be used as a list of entities. Made by ``from_dict`` and ``from_entities``."""

    __slots__ = ("_cache", "_keys", "_source")

    _name = ""

    _source: Any
    """The entities that MLflow gave: a list, which is changed with the container, or something to iterate once."""
    _cache: dict[str, Any]
    """Key -> entity with the value that the dict had."""
    _keys: dict[str, Any]
    """Key -> key object that shares the ``__dict__`` of the entity: the same one each time, as entities were."""

    @classmethod
    def from_dict(cls, values: dict[str, Any], source: Any) -> Any:
        """A container with MLflow's values (1.0 and later) and the entities that it keeps, if any."""
        container = cls(values)
        container._source = source
        return container

    @classmethod
    def from_entities(cls, entities: list[Any]) -> Any:
        """A container with MLflow's entities (0.9.1). TypeError for anything else, ValueError for a second of a key."""
        kinds = set(map(type, entities))
        if len(kinds) == 1 and (cls, *kinds) in _accepted:
            values = {entity._key: entity._value for entity in entities}
            if len(values) == len(entities):
                return cls.from_dict(values, entities)
        container = cls()
        container._source = ()
        container._rebuild(entities)
        if len(kinds) == 1:
            _accepted.add((cls, *kinds))
        return container

    # What differs from a dict.

    def __iter__(self) -> Iterator[Any]:
        note_iteration(self, self._name)
        # A copy, so that another thread may write meanwhile.
        return iter([self._key(key, value) for key, value in list(self.items())])

    def __reversed__(self) -> Iterator[Any]:
        return iter([self._key(key, value) for key, value in reversed(list(self.items()))])

    if sys.version_info < (3, 12):  # a slice has no hash there, and never reaches __missing__

        def __getitem__(self, key: Any) -> Any:
            try:
                return _get(self, key)
            except TypeError:
                if type(key) is not slice:
                    raise
            return self.__missing__(key)

    def __missing__(self, key: Any) -> Any:
        if isinstance(key, slice):
            note("[slice]", self._name)
            return self._entities()[key]
        index = _index(key)
        if index is None:
            raise KeyError(key)
        note("[int]", self._name)
        entities = self._entities()
        try:
            return entities[index]
        except IndexError:
            raise IndexError(
                f"run.data.{self._name} has {len(entities)} entries, index {index} is out of range"
            ) from None

    def __setitem__(self, key: Any, value: Any) -> None:
        if type(key) is str or not self._is_list_index(key):
            dict.__setitem__(self, key, value)
            return
        note("[slice] =" if isinstance(key, slice) else "[int] =", self._name)
        with changing:
            entities = self._entities()
            entities[key] = value
            self._rebuild(entities)

    def __delitem__(self, key: Any) -> None:
        if type(key) is str or not self._is_list_index(key):
            dict.__delitem__(self, key)
            return
        note("del [slice]" if isinstance(key, slice) else "del [int]", self._name)
        with changing:
            entities = self._entities()
            del entities[key]
            self._rebuild(entities)

    def pop(self, *args: Any) -> Any:
        """Remove a key and give its value, as a dict does; without a key or with a position, as a list does."""
        if args and (len(args) > 1 or type(args[0]) is str or not self._is_list_index(args[0])):
            return dict.pop(self, *args)
        note("pop", self._name)
        with changing:
            entities = self._entities()
            popped = entities.pop(*args)
            self._rebuild(entities)
        return popped

    def copy(self) -> Any:
        """A container of the same class, independent of this one."""
        made = type(self).from_dict(self._native(), list(self._source))
        made._cache = dict(self._known())
        return made

    def __contains__(self, key: Any) -> bool:
        if isinstance(key, str):
            return dict.__contains__(self, key)
        if isinstance(key, self._entity_class()):
            note("in", self._name)
            return any(entity is key or entity == key for entity in self._entities())
        return dict.__contains__(self, key)

    def __eq__(self, other: object) -> Any:
        if isinstance(other, list):
            note("==", self._name)
            return self._equals(other)
        return dict.__eq__(self, other)

    def __ne__(self, other: object) -> Any:
        if isinstance(other, list):
            note("!=", self._name)
            return not self._equals(other)
        return dict.__ne__(self, other)

    __hash__ = None

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: Any) -> Any:
        # Keys, numbers, strings and entities: nothing in it can change. A copy of the run data has copied the
        # entities that MLflow keeps before; the copy of the container goes with those.
        made = self.copy()
        made._source = memo.get(id(self._source), made._source)
        return made

    def __reduce_ex__(self, protocol: Any) -> Any:
        return dict, (self._native(),)

    # Entities.

    @classmethod
    def _entity_class(cls) -> Any:
        raise NotImplementedError

    @classmethod
    def _make(cls, key: str, value: Any) -> Any:
        return cls._entity_class()(key, value)

    def _native(self) -> dict[str, Any]:
        return dict(self.items())

    def _known(self) -> dict[str, Any]:
        try:
            return self._cache
        except AttributeError:
            self._cache = {entity.key: entity for entity in map(self._checked, self._source)}
            return self._cache

    def _entity(self, key: str, value: Any) -> Any:
        """The entity for one entry of the dict, with the value that the dict has."""
        known = self._known()
        entity = known.get(key)
        if entity is None or (entity._value is not value and not _same(entity._value, value)):
            # Written since, through the dict; or by MLflow, which keeps the entity too (RunData._add_metric).
            given = map(self._checked, self._source)
            entity = next((one for one in given if one.key == key and _same(one.value, value)), None)
            known[key] = entity = self._make(key, value) if entity is None else entity
        return entity

    def _key(self, key: Any, value: Any) -> Any:
        if type(key) is not str:  # MLflow takes what it gets; a key that is no string cannot be an entity as well
            return key
        entity = self._entity(key, value)
        try:
            made = self._keys.get(key)
        except AttributeError:
            self._keys = {}
            made = None
        if made is None or made.__dict__ is not entity.__dict__:
            made = str.__new__(key_class(type(entity), self._name), key)
            made.__dict__ = entity.__dict__
            self._keys[key] = made
        return made

    def _entities(self) -> list[Any]:
        return [self._entity(key, value) for key, value in list(self.items())]

    def _checked(self, entity: Any) -> Any:
        """An entity as it stands in lists; a key that is one gives the entity that it shares."""
        if isinstance(entity, str) and isinstance(entity, self._entity_class()):
            # Not through _known(), which asks here itself.
            found = getattr(self, "_cache", {}).get(str(entity))
            return found if found is not None and found.__dict__ is entity.__dict__ else _plain(entity)
        return entity

    def _rebuild(self, entities: Iterable[Any]) -> None:
        """Take these entities in this order; the container stays as it was if one of them does not fit."""
        wanted = self._entity_class()
        known: dict[str, Any] = {}
        for given in entities:
            entity = self._checked(given)
            if not isinstance(entity, wanted):
                raise TypeError(f"run.data.{self._name} holds {wanted.__name__} objects, not {type(entity).__name__}")
            if entity.key in known:
                raise ValueError(f"run.data.{self._name} has the key {entity.key!r} already")
            known[entity.key] = entity
        dict.clear(self)
        dict.update(self, {key: entity.value for key, entity in known.items()})
        self._cache = known
        if isinstance(self._source, list):
            self._source[:] = known.values()

    def _equals(self, other: list[Any]) -> bool:
        entities = self._entities()
        return len(entities) == len(other) and all(
            one is another or one == another for one, another in zip(entities, map(self._checked, other))
        )

    def _is_list_index(self, key: Any) -> bool:
        if isinstance(key, slice):
            return True
        return _index(key) is not None and not dict.__contains__(self, key)


class MetricContainer(Container):
    """``run.data.metrics``: name to number, or a list of ``Metric``."""

    __slots__ = ()
    _name = "metrics"

    @classmethod
    def _entity_class(cls) -> Any:
        from mlflow.entities import Metric

        return Metric

    @classmethod
    def _make(cls, key: str, value: Any) -> Any:
        # Written through the dict: nobody knows when. None, so that nothing is computed from a made-up time.
        # Metric takes a step from 1.0.0 on (entities/metric.py).
        metric = cls._entity_class()
        return (
            metric(key, value, None, None)
            if isinstance(vars(metric).get("step"), property)
            else metric(key, value, None)
        )


class ParamContainer(Container):
    """``run.data.params``: name to text, or a list of ``Param``."""

    __slots__ = ()
    _name = "params"

    @classmethod
    def _entity_class(cls) -> Any:
        from mlflow.entities import Param

        return Param


class TagContainer(Container):
    """``run.data.tags``: name to text, or a list of ``RunTag``."""

    __slots__ = ()
    _name = "tags"

    @classmethod
    def _entity_class(cls) -> Any:
        from mlflow.entities import RunTag

        return RunTag


CONTAINERS: dict[str, Any] = {"metrics": MetricContainer, "params": ParamContainer, "tags": TagContainer}


def _index(key: Any) -> int | None:
    try:
        return operator.index(key)
    except TypeError:
        return None


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other))


def _plain(key: Any) -> Any:
    """The entity that a key of another container carries."""
    entity_class = type(key).__mro__[2]
    entity: Any = object.__new__(entity_class)
    entity.__dict__ = key.__dict__
    return entity

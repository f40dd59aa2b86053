"""The deprecated half of a dual container: what a list of entities can do and a dict cannot.

Each operation tells of itself (``deprecation.note``) and works on the container's entities. This mixin, the elements,
the keys and ``Container.__iter__`` are all that goes when the list style goes.

A write computes everything first and then changes the dict by as little as it takes: threads that read meanwhile find
what stays, and a loop of ``append`` or ``pop`` costs what it costs a list.
"""

from __future__ import annotations

import operator
import sys
from typing import TYPE_CHECKING, Any, Iterable

from rundata_compat.deprecation import note
from rundata_compat.dict_style import DictStyle
from rundata_compat.elements import changing, checked, replace
from rundata_compat.in_place import adds_in_place

if TYPE_CHECKING:
    from typing import SupportsIndex

__all__ = ["ListStyle"]


class ListStyle(DictStyle):
    """A dict that can be used as a list of entities; the subclass says of which class."""

    __slots__ = ()

    @classmethod
    def _entity_class(cls) -> Any:
        raise NotImplementedError

    def _entities(self) -> list[Any]:
        """The entities, as a list that belongs to who asks."""
        return list(self._elements.all(self))

    def append(self, entity: Any) -> None:
        """Add an entity. TypeError if it is none of this container's, ValueError if its key is there already."""
        note("append", self._name)
        self._add([entity])

    def extend(self, entities: Iterable[Any]) -> None:
        """Add entities, as ``append`` does; all of them or none."""
        note("extend", self._name)
        self._add(list(entities))

    def __iadd__(self, other: Iterable[Any]) -> Any:  # type: ignore[misc]
        added = list(other)
        note("+=", self._name)
        self._add(added)
        return self

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
            self._take(self._position(entity))

    def index(self, entity: Any, *bounds: SupportsIndex) -> int:
        """The position of the first entity that is equal; ValueError if there is none."""
        note("index", self._name)
        with changing:
            return self._position(entity, *bounds)

    def count(self, entity: Any) -> int:
        """How many entities are equal: none or one."""
        note("count", self._name)
        return int(self._equal(entity) is not None)

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
        if adds_in_place(sys._getframe(1)):  # as of a dict: its keys, which are entities as well
            other.extend(self)
            return other
        note("+", self._name)
        return other + self._entities()

    def __mul__(self, times: Any) -> Any:
        try:
            number = operator.index(times)
        except TypeError:
            return NotImplemented
        note("*", self._name)
        return self._entities() * number

    __rmul__ = __mul__

    def _set_at(self, index: Any, value: Any) -> None:
        note("[slice] =" if isinstance(index, slice) else "[int] =", self._name)
        with changing:
            if isinstance(index, slice) or not self._replaced(operator.index(index), value):
                entities = self._entities()
                entities[index] = value
                self._rebuild(entities)

    def _delete_at(self, index: Any) -> None:
        note("del [slice]" if isinstance(index, slice) else "del [int]", self._name)
        with changing:
            if not isinstance(index, slice):
                self._take(operator.index(index))
                return
            entities = self._entities()
            del entities[index]
            self._rebuild(entities)

    def _pop_at(self, index: Any = -1) -> Any:
        note("pop", self._name)
        with changing:
            return self._take(operator.index(index))

    # How they change the container.

    def _equal(self, entity: Any) -> Any:
        """The entity of this container that equals the given one; None where there is none.

        Entities that are equal have the same key, in all versions of MLflow.
        """
        given = checked(entity, self._elements.known)
        found = self._elements.of(self, given._key) if isinstance(given, self._entity_class()) else None
        return found if found is given or (found is not None and found == given) else None

    def _position(self, entity: Any, *bounds: SupportsIndex) -> int:
        found = self._equal(entity)
        if found is None:
            raise ValueError(f"{entity!r} is not in run.data.{self._name}")
        listed = self._elements.entities
        if listed is not None and len(listed) == len(self) and any(found is one for one in listed):
            return listed.index(found, *bounds)
        return self._elements.all(self).index(found, *bounds)

    def _fitting(self, entities: Iterable[Any]) -> dict[Any, Any]:
        """Key -> entity. TypeError for what is no entity of this container, ValueError for a second one of a key."""
        wanted = self._entity_class()
        fitting: dict[Any, Any] = {}
        for given in entities:
            entity = checked(given, self._elements.known)
            if not isinstance(entity, wanted):
                raise TypeError(f"run.data.{self._name} holds {wanted.__name__} objects, not {type(entity).__name__}")
            if entity._key in fitting:
                raise self._taken(entity)
            fitting[entity._key] = entity
        return fitting

    def _taken(self, entity: Any) -> ValueError:
        return ValueError(f"run.data.{self._name} has the key {entity._key!r} already")

    def _add(self, entities: list[Any]) -> None:
        """Put entities behind the others; the container stays as it was if one of them does not fit."""
        elements = self._elements
        with changing:
            elements.take_in(self)
            fitting = self._fitting(entities)
            for key, entity in fitting.items():
                if dict.__contains__(self, key):
                    raise self._taken(entity)
            before = elements.entities
            in_order = before is not None and len(before) == len(self)
            dict.update(self, {key: entity._value for key, entity in fitting.items()})
            elements.known.update(fitting)
            elements.reordered()
            if before is not None and in_order:
                before.extend(fitting.values())
                elements.entities = before
            if isinstance(self._source, list):
                self._source.extend(fitting.values())
                elements.counted = len(self._source)

    def _listed(self, index: int) -> tuple[list[Any], Any]:
        """All entities, of which this one has the value that the dict has. IndexError where there is none."""
        elements = self._elements
        entities = elements.entities
        if entities is None or len(entities) != len(self):
            entities = elements.all(self)
        try:
            return entities, elements.at(self, index)
        except IndexError:
            raise self._no_entry(index) from None

    def _take(self, index: int) -> Any:
        """Take out the entity at a position and give it. IndexError where there is none."""
        elements = self._elements
        entities, entity = self._listed(index)
        source = self._source
        if isinstance(source, list):
            if len(source) == len(entities) and source[index] is entity:
                del source[index]
            else:
                source[:] = [one for one in source if one._key != entity._key]
            elements.counted = len(source)
        del entities[index]
        dict.__delitem__(self, entity._key)
        elements.reordered()
        elements.entities = entities
        elements.known.pop(entity._key, None)
        return entity

    def _replaced(self, index: int, given: Any) -> bool:
        """Put an entity in the place of one of the same key; False where the key is another one."""
        elements = self._elements
        entities, entity = self._listed(index)
        ((key, made),) = self._fitting([given]).items()
        source = self._source
        in_step = not isinstance(source, list) or (len(source) == len(entities) and source[index] is entity)
        if key != entity._key or not in_step:
            return False
        dict.__setitem__(self, key, made._value)
        elements.known[key] = entities[index] = made
        elements.iterated = None
        if isinstance(source, list):
            source[index] = made
        return True

    def _rebuild(self, entities: Iterable[Any]) -> None:
        """Take these entities in this order; the container stays as it was if one of them does not fit."""
        elements = self._elements
        with changing:
            elements.take_in(self)
            fitting = self._fitting(entities)
            replace(self, {key: entity._value for key, entity in fitting.items()})
            elements.known = fitting
            elements.reordered()
            if isinstance(self._source, list):
                self._source[:] = fitting.values()
                elements.counted = len(self._source)


def _entity_list(value: Any) -> Any:
    if isinstance(value, ListStyle):
        return value._entities()
    return value if isinstance(value, list) else None

"""The dual containers: dicts of key to value, as from MLflow 1.0 on, that can be used as lists of entities too.

A container is a ``dict`` whose storage is really filled, with plain ``str`` keys: the JSON encoders, orjson and polars
read the storage and ask nobody. ``keys``, ``items``, ``values`` and ``get`` are the dict's own. Only iteration differs:
it gives keys that are entities too (``keys.py``). The dict is what counts; entities are made from it when somebody
asks, and keep what the dict does not have (timestamp, step) from the entities that MLflow gave.
"""

from __future__ import annotations

import operator
from typing import Any, Iterator

from rundata_compat.deprecation import note, note_iteration, state
from rundata_compat.elements import Elements, changing, checked
from rundata_compat.keys import KEYS, plain_dict
from rundata_compat.list_style import ListStyle
from rundata_compat.pickling import if_imported

__all__ = ["CONTAINERS", "Container", "MetricContainer", "ParamContainer", "TagContainer"]

_RESTORE = if_imported("rundata_compat.arrival", "container", operator.itemgetter(0))

_accepted: set[tuple[type, ...]] = set()
"""Container and entity classes that were checked to go together: building one more need not ask again."""


class Container(ListStyle):
    """A dict of key to value that can be used as a list of entities.

    It is whole however it was made (``type(c)(...)``, ``fromkeys``, ``dict.__new__``): what is missing is made when it
    is needed.
    """

    __slots__ = ("_made", "_source")

    _name = ""

    _source: Any
    """The entities that MLflow gave: a list, which is changed with the container, or something to iterate once."""
    _made: Elements

    @classmethod
    def from_dict(cls, values: dict[str, Any], source: Any) -> Any:
        """A container with MLflow's values (1.0 and later) and the entities that it keeps, if any."""
        container = dict.__new__(cls)
        dict.update(container, plain_dict(values))
        container._source = source
        return container

    @classmethod
    def from_entities(cls, entities: list[Any]) -> Any:
        """A container with MLflow's entities (0.9.1). TypeError for anything else, ValueError for a second of a key."""
        kinds = set(map(type, entities))
        if len(kinds) == 1 and (cls, *kinds) in _accepted:
            values = {entity._key: entity._value for entity in entities}
            if len(values) == len(entities) and plain_dict(values) is values:
                return cls.from_dict(values, entities)
        container = cls.from_dict({}, ())
        container._rebuild(entities)
        if len(kinds) == 1 and KEYS.isdisjoint(kinds):
            _accepted.add((cls, *kinds))
        return container

    def __init__(_self: Any, *args: Any, **kwargs: Any) -> None:  # a metric may be called self
        if args and not kwargs:
            given = args[0]
            if type(given) is type(_self):
                _self._take_over(given)
                return
            if not isinstance(given, dict) and not hasattr(given, "keys"):
                args = (list(given), *args[1:])
                if args[0] and all(isinstance(one, _self._entity_class()) for one in args[0]):
                    note("type()", _self._name)
                    _self._add(args[0])
                    return
        _self.update(*args, **kwargs)

    @property
    def _elements(self) -> Elements:
        """What is known of the entities; made when it is first needed, and ``_source`` where nobody has set it."""
        try:
            made: Elements = self._made
            return made
        except AttributeError:
            with changing:
                if not hasattr(self, "_source"):
                    self._source = ()
                if not hasattr(self, "_made"):
                    self._made = Elements()
                return self._elements

    # What differs from a dict; writing is in dict_style.py.

    def __iter__(self) -> Iterator[Any]:
        if state.mode == "record":
            note_iteration(self, self._name)
        try:  # as Elements.iterate has it, without the calls
            keys, values, counted = self._made.iterated  # type: ignore[misc]
        except (AttributeError, TypeError):
            return iter(self._elements.iterate(self))
        if counted == len(self._source) and values == list(self.values()):
            return iter(keys)
        return iter(self._elements.iterate(self))

    def __reversed__(self) -> Any:
        if state.mode == "record":
            note_iteration(self, self._name)
        return reversed(self._elements.iterate(self))

    def copy(self) -> Any:
        """A container of the same class, independent of this one."""
        made = dict.__new__(type(self))
        made._take_over(self)
        return made

    def _take_over(self, other: Container) -> None:
        """Have what the other one has, with the same entities."""
        with changing:
            elements = other._elements
            elements.take_in(other)
            dict.update(self, other._native())
            self._source = list(other._source)
            self._made = Elements()
            self._made.known = dict(elements.known)
            self._made.counted = elements.counted

    def __contains__(self, key: Any) -> bool:
        if isinstance(key, str):
            return dict.__contains__(self, key)
        if isinstance(key, self._entity_class()):
            note("in", self._name)
            return self._equal(key) is not None
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

    __hash__ = None  # type: ignore[assignment]

    def __copy__(self) -> Any:
        return self.copy()

    def __deepcopy__(self, memo: Any) -> Any:
        # Keys, numbers, strings and entities: nothing in it can change. A copy of the run data has copied the
        # entities that MLflow keeps before; the copy of the container goes with those.
        made = self.copy()
        made._source = memo.get(id(self._source), made._source)
        return made

    def __reduce_ex__(self, protocol: Any) -> Any:
        return _RESTORE, ((self._native(), self._name, self._states()),)

    def _states(self) -> list[dict[str, Any]]:
        """What a pickle has to keep of the entities that the dict does not have."""
        return []

    # Entities.

    @classmethod
    def _make(cls, key: str, value: Any) -> Any:
        return cls._entity_class()(key, value)

    def _equals(self, other: list[Any]) -> bool:
        entities = self._entities()
        return len(entities) == len(other) and all(
            one is another or one == another for one, another in zip(entities, map(checked, other))
        )


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

    def _states(self) -> list[dict[str, Any]]:
        return [dict(vars(entity)) for entity in self._entities() if type(entity._key) is str]


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

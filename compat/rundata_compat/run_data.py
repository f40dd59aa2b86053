"""Run data whose containers are dual: as properties for MLflow's own class, as a class, and for one run.

How MLflow keeps the containers, ``entities/run_data.py``: 0.9.1 has lists of entities in ``_metrics``, ``_params`` and
``_tags``; 1.0.0 to 3.17.2 have dicts there, and the metrics' entities in ``_metric_objs``. The properties put a dual
container in the place of MLflow's the first time that somebody asks; building run data costs nothing more.
"""

from __future__ import annotations

import copy
import copyreg
import sys
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Callable

from rundata_compat.containers import CONTAINERS, Container, MetricContainer, ParamContainer, TagContainer
from rundata_compat.deprecation import is_mlflow
from rundata_compat.elements import changing
from rundata_compat.keys import key_class, plain_dict
from rundata_compat.patches import Patches

if TYPE_CHECKING:
    from mlflow.entities import Run

    from rundata_compat import typed

__all__ = ["apply", "compat_class", "wrap"]

NAMES = ("metrics", "params", "tags")

_acquire = changing.acquire
_release = changing.release
_new = dict.__new__
_fill = dict.update


def apply(patches: Patches) -> None:
    """Give MLflow's own RunData the dual containers."""
    from mlflow.entities import RunData

    for name, value in _members(RunData).items():
        patches.put(RunData, name, value)
    for name, container in CONTAINERS.items():
        entity_class = container._entity_class()
        if "__eq__" not in vars(entity_class):  # 0.9.1 and 1.0.0: Metric and Param compare by identity
            patches.put(entity_class, "__eq__", _same_entity(key_class(entity_class, name)))


def wrap(run: Run) -> typed.Run:
    """A copy of a run whose data has dual containers; nothing of MLflow is changed, nor is the run.

    TypeError for anything that is no ``mlflow.entities.Run``, and where its data is no ``RunData``.
    """
    from mlflow.entities import Run, RunData

    if isinstance(run, RunData):
        raise TypeError("wrap() takes a run, not its data: pass the run")
    if not isinstance(run, Run):
        raise TypeError(f"wrap() takes an mlflow.entities.Run, not {_described(run)}")
    data = run.data
    if data is not None and not isinstance(data, RunData):
        raise TypeError(f"the data of this run is {_described(data)}, not an mlflow.entities.RunData")
    wrapped: typed.Run = copy.copy(run)
    if data is not None and not isinstance(data, compat_class()):
        # 0.9.1, store/file_store.py: create_run gives a run without data, which stays so.
        made = object.__new__(compat_class())
        made.__dict__.update(_native_state(data))
        for name in NAMES:
            getattr(made, name)  # broken entities are told of here, not in the midst of the program
        wrapped._data = made
    return wrapped


_classes: dict[type, type] = {}


def compat_class() -> Any:
    """MLflow's RunData with dual containers, as a class of its own; what ``rundata_compat.RunData`` is."""
    from mlflow.entities import RunData

    made = _classes.get(RunData)
    if made is None:
        body = dict(_members(RunData), __doc__=_DOC, __module__="rundata_compat", __reduce_ex__=_reduce_native)
        del body["__copy__"]
        made = _classes.setdefault(RunData, type("RunData", (RunData,), body))
    return made


_DOC = """Run data from lists of entities, ``RunData(metrics, params, tags)``, whose containers are dual.

It is an ``mlflow.entities.RunData``; a pickle or copy of it is MLflow's own, without this package.
"""


def _members(run_data_class: Any) -> dict[str, object]:
    """What a RunData class needs: the properties, and what depends on them on this version."""
    members: dict[str, object] = {name: _container_property(run_data_class, name) for name in NAMES}
    for name in NAMES:
        # Not properties: those are what dict(run.data) lists (entities/_mlflow_object.py).
        members[name[:-1] + "_objs"] = _Entities(name)
    # Copies share what MLflow's own share; pickles and deep copies are MLflow's own.
    members["__copy__"] = _copied
    members["__getstate__"] = _native_state
    if _keeps_lists():
        members["to_dictionary"] = _to_dictionary
        members["_metric_objs"] = _Entities("metrics")
    return members


def _same_entity(key: type) -> Callable[[Any, Any], Any]:
    """``entity == key``, by identity, which a key and its entity share with their ``__dict__``."""

    def __eq__(self: Any, other: Any) -> Any:
        return self.__dict__ is other.__dict__ if isinstance(other, key) else NotImplemented

    return __eq__


def _keeps_lists() -> bool:
    """Whether this MLflow has lists of entities, as up to 0.9.1."""
    from mlflow.entities import RunData

    return isinstance(vars(RunData())["_metrics"], list)


def _container_property(run_data_class: Any, name: str) -> property:
    getter = _list_getter(name) if _keeps_lists() else _DICT_GETTERS[name]
    return property(getter, doc=getattr(run_data_class, name).__doc__)


def _list_getter(name: str) -> Callable[[Any], Any]:
    container_class = CONTAINERS[name]
    attribute = "_" + name
    held = attrgetter(attribute)  # reading __dict__ would make one, which instances do without until then

    def get(self: Any) -> Any:
        container = held(self)
        if type(container) is container_class:
            return container
        try:
            return _attach(self, attribute, container_class)
        except ValueError:  # a repeated key: MLflow's own code (repr, to_proto, a search) does not need it to be a dict
            if type(container) is list and is_mlflow(sys._getframe(1)):
                return container
            raise

    return get


# Every run that is read comes here once for each container: written out, with plain attributes and no more calls than
# it takes, this costs half of what _list_getter and _attach do. Where anything is unusual, _attach decides.


def _get_metrics(self: Any) -> Any:
    container = self._metrics
    if type(container) is MetricContainer:
        return container
    if type(container) is dict and type(getattr(self, "_metric_objs", None)) is list:
        _acquire()
        try:
            if self._metrics is container:
                made = _new(MetricContainer)
                _fill(made, plain_dict(container))
                made._source = self._metric_objs
                self._metrics = made
                return made
        finally:
            _release()
    return _attach(self, "_metrics", MetricContainer)


def _get_params(self: Any) -> Any:
    container = self._params
    if type(container) is ParamContainer:
        return container
    if type(container) is dict:
        _acquire()
        try:
            if self._params is container:
                made = _new(ParamContainer)
                _fill(made, plain_dict(container))
                made._source = ()
                self._params = made
                return made
        finally:
            _release()
    return _attach(self, "_params", ParamContainer)


def _get_tags(self: Any) -> Any:
    container = self._tags
    if type(container) is TagContainer:
        return container
    if type(container) is dict:
        _acquire()
        try:
            if self._tags is container:
                made = _new(TagContainer)
                _fill(made, plain_dict(container))
                made._source = ()
                self._tags = made
                return made
        finally:
            _release()
    return _attach(self, "_tags", TagContainer)


_DICT_GETTERS: dict[str, Callable[[Any], Any]] = {"metrics": _get_metrics, "params": _get_params, "tags": _get_tags}


def _attach(run_data: Any, attribute: str, container_class: Any) -> Any:
    """Put the dual container in the place of MLflow's, once, whichever thread comes first."""
    with changing:
        present = getattr(run_data, attribute)
        if type(present) is dict:
            source = getattr(run_data, "_metric_objs", ()) if attribute == "_metrics" else ()
            if isinstance(source, Container):  # RunData(other.metrics) keeps what it was given
                source = run_data._metric_objs = source._entities()
            made = container_class.from_dict(present, source)
        elif isinstance(present, Container):  # another thread was first
            return present
        elif isinstance(present, list):
            made = container_class.from_entities(present)
        elif isinstance(present, dict):
            made = container_class.from_dict(present, ())
        else:
            raise TypeError(f"RunData.{attribute} is {_described(present)}, neither a dict nor a list of entities")
        setattr(run_data, attribute, made)
        return made


class _Entities:
    """The entities of one container as a list; a descriptor that ``_properties()`` does not take for a property."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.__doc__ = f"The entities behind ``{name}``, as a list."

    def __get__(self, run_data: Any, owner: Any = None) -> Any:
        if run_data is None:
            return self
        try:
            return getattr(run_data, self._name)._entities()
        except ValueError:  # 0.9.1, with a repeated key: no dict, but a list all the same
            return list(vars(run_data)["_" + self._name])


def _to_dictionary(self: Any) -> dict[str, Any]:
    """The shape that MLflow 1.0.0 gives (entities/run_data.py): a dict of dicts."""
    return {name: getattr(self, name) for name in NAMES}


def _native_state(run_data: Any) -> dict[str, Any]:
    """What is in the instance, with MLflow's own containers: for copies and pickles, which need no shim then."""
    lists = _keeps_lists()
    return {name: _native(value, lists) for name, value in run_data.__dict__.items()}


def _copied(self: Any) -> Any:
    made = object.__new__(type(self))
    made.__dict__.update(self.__dict__)
    return made


def _native(value: Any, lists: bool) -> Any:
    if isinstance(value, Container):
        return value._entities() if lists else value._native()
    return list(value) if isinstance(value, list) else value


def _reduce_native(self: Any, protocol: Any) -> Any:
    from mlflow.entities import RunData

    # What object's own __reduce__ uses: a function of the standard library that takes the class as it is told.
    make: Callable[..., Any] = copyreg._reconstructor  # type: ignore[attr-defined]
    return make, (RunData, object, None), _native_state(self)


def _described(value: object) -> str:
    return "None" if value is None else f"{type(value).__module__}.{type(value).__qualname__}"

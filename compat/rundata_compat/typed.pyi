"""What type checkers see: runs whose containers are dicts and lists of entities at once, the list style deprecated.

Checkers know PEP 702's ``deprecated`` by themselves, so this needs no package. A container iterates over keys that
are entities; as a mapping it is MLflow's own ``dict[str, float]`` or ``dict[str, str]``, and fits where those fit.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, SupportsIndex, TypeVar, overload

from mlflow.entities import Metric, Param, RunTag
from mlflow.entities import Run as MlflowRun
from mlflow.entities import RunData as MlflowRunData
from typing_extensions import Self, deprecated

_Key = TypeVar("_Key", covariant=True)
_Value = TypeVar("_Value")
_Entity = TypeVar("_Entity")
_Default = TypeVar("_Default")

class MetricKey(str, Metric):
    """What iterating over ``run.data.metrics`` gives: the key, which is the ``Metric`` too."""

    @property
    @deprecated("list style of MLflow up to 0.9.1; the key is the element itself: 'for key in run.data.metrics'")
    def key(self) -> str: ...
    @property
    @deprecated("list style of MLflow up to 0.9.1; use 'for key, value in run.data.metrics.items()'")
    def value(self) -> float: ...
    @property
    @deprecated("list style of MLflow up to 0.9.1; use 'client.get_metric_history(run.info.run_id, key)'")
    def timestamp(self) -> int: ...
    @property
    @deprecated("list style of MLflow up to 0.9.1; use 'client.get_metric_history(run.info.run_id, key)'")
    def step(self) -> int: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'rundata_compat.entities(run.data).metrics'")
    def to_proto(self) -> Any: ...

class ParamKey(str, Param):
    """What iterating over ``run.data.params`` gives: the key, which is the ``Param`` too."""

    @property
    @deprecated("list style of MLflow up to 0.9.1; the key is the element itself: 'for key in run.data.params'")
    def key(self) -> str: ...
    @property
    @deprecated("list style of MLflow up to 0.9.1; use 'for key, value in run.data.params.items()'")
    def value(self) -> str: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'rundata_compat.entities(run.data).params'")
    def to_proto(self) -> Any: ...

class TagKey(str, RunTag):
    """What iterating over ``run.data.tags`` gives: the key, which is the ``RunTag`` too."""

    @property
    @deprecated("list style of MLflow up to 0.9.1; the key is the element itself: 'for key in run.data.tags'")
    def key(self) -> str: ...
    @property
    @deprecated("list style of MLflow up to 0.9.1; use 'for key, value in run.data.tags.items()'")
    def value(self) -> str: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'rundata_compat.entities(run.data).tags'")
    def to_proto(self) -> Any: ...

class _Elements(Iterable[_Key]):
    # First among the bases of a container, so that sorted(c), max(c), filter(f, c) are given keys that are entities.
    def __iter__(self) -> Iterator[_Key]: ...

class Container(_Elements[_Key], dict[str, _Value], Generic[_Key, _Value, _Entity]):
    """A dict of key to value; as a list of entities it is deprecated."""

    def __iter__(self) -> Iterator[_Key]: ...  # type: ignore[override]
    def __reversed__(self) -> Iterator[_Key]: ...  # type: ignore[override]
    @overload
    def __getitem__(self, key: str) -> _Value: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'next(iter(c.items()))' or 'list(c.items())[i]'")
    def __getitem__(self, key: SupportsIndex) -> _Entity: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'list(c.items())[start:stop]'")
    def __getitem__(self, key: slice) -> list[_Entity]: ...
    @overload
    def __setitem__(self, key: str, value: _Value) -> None: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'c[key] = value'")
    def __setitem__(self, key: SupportsIndex, value: _Entity) -> None: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'c[key] = value'")
    def __setitem__(self, key: slice, value: Iterable[_Entity]) -> None: ...
    @overload
    def __delitem__(self, key: str) -> None: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'del c[key]'")
    def __delitem__(self, key: SupportsIndex | slice) -> None: ...
    @overload
    def pop(self, __key: str) -> _Value: ...
    @overload
    def pop(self, __key: str, __default: _Value) -> _Value: ...
    @overload
    def pop(self, __key: str, __default: _Default) -> _Value | _Default: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'c.pop(key)' or 'c.popitem()'")
    def pop(self, __index: SupportsIndex = -1) -> _Entity: ...
    @overload
    def __contains__(self, key: str) -> bool: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; use 'key in c'")
    def __contains__(self, key: Metric | Param | RunTag) -> bool: ...
    @overload
    def __contains__(self, key: object) -> bool: ...  # type: ignore[overload-cannot-match]
    @overload
    @deprecated("list style of MLflow up to 0.9.1; compare with a dict, 'c == {key: value}'")
    def __eq__(self, other: list[Any]) -> bool: ...
    @overload
    def __eq__(self, other: object) -> bool: ...
    @overload
    @deprecated("list style of MLflow up to 0.9.1; compare with a dict, 'c != {key: value}'")
    def __ne__(self, other: list[Any]) -> bool: ...
    @overload
    def __ne__(self, other: object) -> bool: ...
    def copy(self) -> Self: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'c[key] = value'")
    def append(self, entity: _Entity) -> None: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'c.update(...)'")
    def extend(self, entities: Iterable[_Entity]) -> None: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'c[key] = value'")
    def insert(self, index: SupportsIndex, entity: _Entity) -> None: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'del c[key]' or 'c.pop(key)'")
    def remove(self, entity: _Entity) -> None: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'list(c).index(key)'")
    def index(self, entity: _Entity, *bounds: SupportsIndex) -> int: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'key in c'")
    def count(self, entity: _Entity) -> int: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'sorted(c.items(), key=...)'")
    def sort(self, *, key: Callable[[_Entity], Any] | None = None, reverse: bool = False) -> None: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'list(reversed(list(c.items())))'")
    def reverse(self) -> None: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'list(c.items())' or '{**c, **more}'")
    def __add__(self, other: list[_Entity] | Container[Any, Any, _Entity]) -> list[_Entity]: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'list(c.items())' or '{**c, **more}'")
    def __radd__(self, other: list[_Entity]) -> list[_Entity]: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'c.update(...)'")
    def __iadd__(self, other: Iterable[_Entity]) -> Self: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'list(c.items()) * n'")
    def __mul__(self, times: SupportsIndex) -> list[_Entity]: ...
    @deprecated("list style of MLflow up to 0.9.1; use 'list(c.items()) * n'")
    def __rmul__(self, times: SupportsIndex) -> list[_Entity]: ...

class Metrics(Container[MetricKey, float, Metric]):
    """``run.data.metrics``."""

class Params(Container[ParamKey, str, Param]):
    """``run.data.params``."""

class Tags(Container[TagKey, str, RunTag]):
    """``run.data.tags``."""

class RunData(MlflowRunData):
    """MLflow's run data with dual containers."""

    def __init__(
        self,
        metrics: Iterable[Metric] | None = None,
        params: Iterable[Param] | None = None,
        tags: Iterable[RunTag] | None = None,
    ) -> None: ...
    @property
    def metrics(self) -> Metrics: ...
    @property
    def params(self) -> Params: ...
    @property
    def tags(self) -> Tags: ...
    @property
    def metric_objs(self) -> list[Metric]: ...
    @property
    def param_objs(self) -> list[Param]: ...
    @property
    def tag_objs(self) -> list[RunTag]: ...
    @classmethod
    def from_proto(cls, proto: Any) -> Self: ...
    @classmethod
    def from_dictionary(cls, the_dict: dict[str, Any]) -> Self: ...

class Run(MlflowRun):
    """MLflow's run, with dual containers in its data."""

    @property
    def data(self) -> RunData: ...

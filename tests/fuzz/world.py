"""The two sides of MLflow 1.0 in small, and a place to run a program on either.

``OLD`` gives run data as MLflow 0.9.1 did (lists of entities), ``NEW`` as MLflow 1.0 did (dicts). A program
runs in this process, with a ``print`` that records and an ``import`` that hands out the stub; what it asks of
the tracking server is recorded among its output, so asking twice where it asked once shows.
"""

from __future__ import annotations

import builtins
import re
import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rundata_compat.containers import MetricContainer, ParamContainer, TagContainer

OLD = "0.9.1"
NEW = "1.0.0"
_ADDRESS = re.compile(" at 0x[0-9a-f]+")
BOTH = "1.0.0 with rundata_compat"
"""Its containers are used in both ways: what was migrated in part must do there what it did."""


class _Entity:
    """What every entity of MLflow 0.9.1 could do: iterate over its properties, and say who it is."""

    @classmethod
    def _properties(cls) -> list[str]:
        return sorted(name for name in cls.__dict__ if isinstance(getattr(cls, name), property))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        for name in self._properties():
            yield name, getattr(self, name)

    def __repr__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self)
        return f"<{type(self).__name__}: {inside}>"


class Metric(_Entity):
    """A metric: two of them are equal only when they are the same object."""

    def __init__(self, key: str, value: float, timestamp: int, step: int = 0) -> None:
        self._key = key
        self._value = value
        self._timestamp = timestamp

    @property
    def key(self) -> str:
        return self._key

    @property
    def value(self) -> float:
        return self._value

    @property
    def timestamp(self) -> int:
        return self._timestamp


class SteppedMetric(Metric):
    """A metric of the history since 1.0."""

    step = 0


class Param(_Entity):
    """A parameter: two of them are equal only when they are the same object."""

    def __init__(self, key: str, value: str) -> None:
        self._key = key
        self._value = value

    @property
    def key(self) -> str:
        return self._key

    @property
    def value(self) -> str:
        return self._value


class RunTag(_Entity):
    """A tag: equal by content, and so not hashable."""

    def __init__(self, key: str, value: str) -> None:
        self._key = key
        self._value = value

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    @property
    def key(self) -> str:
        return self._key

    @property
    def value(self) -> str:
        return self._value


class ListRunData(_Entity):
    """Run data up to 0.9.1."""

    def __init__(
        self, metrics: Sequence[Metric] = (), params: Sequence[Param] = (), tags: Sequence[RunTag] = ()
    ) -> None:
        self._metrics = list(metrics)
        self._params = list(params)
        self._tags = list(tags)

    @property
    def metrics(self) -> list[Metric]:
        return self._metrics

    @property
    def params(self) -> list[Param]:
        return self._params

    @property
    def tags(self) -> list[RunTag]:
        return self._tags

    def to_dictionary(self) -> dict[str, list[dict[str, Any]]]:
        return {name: [dict(one) for one in getattr(self, name)] for name in ("metrics", "params", "tags")}


class DictRunData(_Entity):
    """Run data since 1.0."""

    def __init__(
        self, metrics: Sequence[Metric] = (), params: Sequence[Param] = (), tags: Sequence[RunTag] = ()
    ) -> None:
        self.entities = ListRunData(metrics, params, tags)
        """For the shim; MLflow holds as much as it needs of them."""
        self._metrics = {metric.key: metric.value for metric in metrics}
        self._params = {param.key: param.value for param in params}
        self._tags = {tag.key: tag.value for tag in tags}

    @property
    def metrics(self) -> dict[str, float]:
        return self._metrics

    @property
    def params(self) -> dict[str, str]:
        return self._params

    @property
    def tags(self) -> dict[str, str]:
        return self._tags

    def to_dictionary(self) -> dict[str, dict[str, Any]]:
        return {"metrics": self.metrics, "params": self.params, "tags": self.tags}


class BothRunData(DictRunData):
    """Run data with the shim's containers."""

    def __init__(
        self, metrics: Sequence[Metric] = (), params: Sequence[Param] = (), tags: Sequence[RunTag] = ()
    ) -> None:
        super().__init__(metrics, params, tags)
        self._metrics = MetricContainer.from_entities(list(metrics))
        self._params = ParamContainer.from_entities(list(params))
        self._tags = TagContainer.from_entities(list(tags))


class RunInfo(_Entity):
    """As much of a run's info as the programs use."""

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id

    @property
    def run_uuid(self) -> str:
        return self._run_id

    @property
    def run_id(self) -> str:
        return self._run_id


class Run(_Entity):
    """A run, on both sides."""

    def __init__(self, run_info: RunInfo, run_data: ListRunData | DictRunData) -> None:
        self._info = run_info
        self._data = run_data

    @property
    def info(self) -> RunInfo:
        return self._info

    @property
    def data(self) -> ListRunData | DictRunData:
        return self._data


class ActiveRun(Run):
    """A run for a ``with`` statement, which lets exceptions through."""

    def __enter__(self) -> ActiveRun:
        return self

    def __exit__(self, *exc_info: object) -> None:
        pass


RUN_DATA: Mapping[str, type[ListRunData] | type[DictRunData]] = {OLD: ListRunData, NEW: DictRunData, BOTH: BothRunData}

Items = Mapping[str, Any]


@dataclass(frozen=True)
class RunContents:
    """What one run holds."""

    metrics: Items
    params: Items
    tags: Items


@dataclass(frozen=True)
class Dataset:
    """What the tracking server holds: a few runs by their id."""

    name: str
    runs: Mapping[str, RunContents]


def _contents(metrics: Items, params: Items, tags: Items) -> RunContents:
    return RunContents(dict(metrics), dict(params), dict(tags))


_EMPTY = _contents({}, {}, {})
_FULL = _contents(
    {"loss": 0.25, "acc": 0.5, "a/b": 3.0, "lr": 0.125, "acc2": 0.75},
    {"lr": "0.01", "acc": "yes", "a/b": "slash", "wd": "ab", "loss": "mse"},
    {"acc": "t1", "user": "me", "it's": "quote", "lr": "t2", "loss": "t3"},
)
_AWKWARD = _contents(
    {"acc": 0.0, "loss": float("nan"), "lr": -0.0, "a/b": float("inf"), 'say "hi"': 1e-9},
    {"acc": "", "loss": "None", "lr": "0", "a/b": " ", "it's": "a\nb"},
    {"acc": "", "loss": "False", "lr": "0", "a/b": "key", "user": "value"},
)
_COLLIDING = _contents(
    {"key": 1.0, "value": 0.0, "metric_key": 2.0, "m": -1.0},
    {"key": "value", "value": "", "param_key": "key", "run": "acc"},
    {"key": "key", "value": "value", "mlflow.parentRunId": "b", "": "empty key"},
)
_FALSE = _contents(
    {"acc": 0.0, "loss": -0.0, "lr": 0.0, "a/b": 0.0, "it's": 0.0, "missing": 0.0},
    dict.fromkeys(("acc", "loss", "lr", "a/b", "it's", "missing"), ""),
    dict.fromkeys(("missing", "it's", "a/b", "lr", "loss", "acc"), ""),
)
_ONE = _contents({"acc": 0.0}, {"acc": "acc"}, {"acc": "0"})

DATASETS: tuple[Dataset, ...] = (
    Dataset("full", {"a": _FULL, "b": _AWKWARD}),
    Dataset("awkward", {"a": _AWKWARD, "b": _FULL}),
    Dataset("all false", {"a": _FALSE, "b": _ONE}),
    Dataset("one item", {"a": _ONE, "b": _COLLIDING}),
    Dataset("missing keys", {"a": _COLLIDING, "b": _ONE}),
    Dataset("empty", {"a": _EMPTY, "b": _EMPTY}),
)
"""Every program runs on all of these."""


@dataclass(frozen=True)
class Outcome:
    """What a program did: its output in order, and the class of the exception it ended with."""

    output: tuple[str, ...]
    error: str | None = None
    detail: str = ""
    """The exception's text, for the report; never compared."""

    def __str__(self) -> str:
        lines = [f"    {line}" for line in self.output]
        if self.error is not None:
            lines.append(f"    !! {self.error}: {self.detail}")
        return "\n".join(lines)


class Config:
    """An object with an attribute to compare keys by."""

    name = "acc"
    other = "missing"
    value = "loss"


class Pair:
    """An object of somebody else's, with a key and a value."""

    def __init__(self, key: str, value: object) -> None:
        self.key = key
        self.value = value


class World:
    """One execution: the stub modules, and the record of the output."""

    def __init__(self, version: str, dataset: Dataset) -> None:
        self.version = version
        self.dataset = dataset
        self.output: list[str] = []
        self.modules = self._make_modules()

    def _record(self, *values: object, **_: object) -> None:
        text = " ".join(repr(value) for value in values)
        self.output.append(_ADDRESS.sub(" at 0x", text))

    def _make_data(self, contents: RunContents) -> ListRunData | DictRunData:
        kind = RUN_DATA[self.version]
        return kind(
            [Metric(key, value, 1000 + n) for n, (key, value) in enumerate(contents.metrics.items())],
            [Param(key, value) for key, value in contents.params.items()],
            [RunTag(key, value) for key, value in contents.tags.items()],
        )

    def _make_run(self, run_id: str) -> ActiveRun:
        return ActiveRun(RunInfo(run_id), self._make_data(self.dataset.runs[run_id]))

    def _make_modules(self) -> dict[str, types.ModuleType]:
        world = self

        class MlflowClient:
            """The client: each question is a line of the output, each answer a fresh object."""

            def __init__(self, tracking_uri: str | None = None) -> None:
                pass

            def get_run(self, run_id: str) -> Run:
                world.output.append(f"[get_run {run_id}]")
                return world._make_run(run_id)

            def search_runs(self, experiment_ids: object, filter_string: str = "") -> list[Run]:
                world.output.append("[search_runs]")
                return [world._make_run(run_id) for run_id in world.dataset.runs]

            def get_metric_history(self, run_id: str, key: str) -> list[Metric]:
                world.output.append(f"[get_metric_history {run_id} {key}]")
                metrics = world.dataset.runs[run_id].metrics
                return [SteppedMetric(k, v, 1000 + n) for n, (k, v) in enumerate(metrics.items()) if k == key]

        def active_run() -> ActiveRun:
            return world._make_run("a")

        def start_run(*_: object, **__: object) -> ActiveRun:
            return world._make_run("a")

        def module(name: str, **contents: object) -> types.ModuleType:
            result = types.ModuleType(name)
            result.__dict__.update(contents)
            return result

        entities = module(
            "mlflow.entities",
            Metric=Metric,
            Param=Param,
            RunTag=RunTag,
            Run=Run,
            RunInfo=RunInfo,
            RunData=RUN_DATA[self.version],
        )
        tracking = module("mlflow.tracking", MlflowClient=MlflowClient)
        top = module(
            "mlflow",
            __version__=self.version,
            entities=entities,
            tracking=tracking,
            active_run=active_run,
            start_run=start_run,
            ActiveRun=ActiveRun,
        )
        shim = module("rundata_compat", entities=lambda run_data: run_data.entities)
        modules = (shim, top, entities, tracking)
        return {module.__name__: module for module in modules}

    def _import(
        self,
        name: str,
        globals: Mapping[str, object] | None = None,
        locals: Mapping[str, object] | None = None,
        fromlist: Sequence[str] = (),
        level: int = 0,
    ) -> types.ModuleType:
        if name in self.modules:
            return self.modules[name] if fromlist else self.modules[name.partition(".")[0]]
        return builtins.__import__(name, globals, locals, fromlist, level)

    def _pick(self, name: str) -> str:
        """A function with an effect, to compare keys by."""
        self.output.append(f"[pick {name}]")
        return name

    def scope(self, name: str) -> dict[str, Any]:
        """The names that a module begins with."""
        return {
            "__name__": name,
            "__builtins__": {**vars(builtins), "print": self._record, "__import__": self._import},
            "cfg": Config(),
            "pick": self._pick,
            "Pair": Pair,
        }

    def run(self, code: types.CodeType) -> Outcome:
        """Execute ``code`` here."""
        try:
            exec(code, self.scope("__main__"))
        except Exception as error:
            return Outcome(tuple(self.output), type(error).__name__, str(error))
        return Outcome(tuple(self.output))


def execute(source: str, version: str, dataset: Dataset) -> Outcome:
    """Run the program ``source`` on one side of MLflow 1.0."""
    return World(version, dataset).run(compile(source, "<program>", "exec", dont_inherit=True))

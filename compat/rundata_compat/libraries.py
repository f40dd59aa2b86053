"""Libraries that look up by exact type what to do: their own protocols tell them of containers and keys.

A library is told when the shim is installed, or when the program imports it later. Nothing is imported for it, and
what it was told stays: containers that were handed out do too.
"""

from __future__ import annotations

import sys
from functools import wraps
from typing import Any, Callable, Iterator

from rundata_compat.containers import CONTAINERS, Container
from rundata_compat.keys import key_class, plain

__all__ = ["LIBRARIES", "tell_all"]


def tell_all() -> None:
    """Tell those that are imported of the containers and keys of the MLflow that is imported."""
    for name, tell in LIBRARIES.items():
        if name in sys.modules:
            tell()


def _kinds() -> Iterator[tuple[Any, Any]]:
    """The class of each container, and of its keys."""
    for name, container in CONTAINERS.items():
        yield container, key_class(container._entity_class(), name)


def _yaml(module: str) -> Callable[[], None]:
    """PyYAML and ruamel.yaml: a representer in each class of dumpers that has its own, those of the program too."""

    def tell() -> None:
        for dumper in _family(sys.modules[module].BaseRepresenter):
            if "yaml_representers" in vars(dumper) and hasattr(dumper, "represent_dict"):
                for container, key in _kinds():
                    dumper.add_representer(container, _as_dict)
                    dumper.add_representer(key, _as_text)

    return tell


def _family(base: Any) -> Iterator[Any]:
    yield base
    for child in base.__subclasses__():
        yield from _family(child)


def _as_dict(dumper: Any, container: Any) -> Any:
    represent = dumper.yaml_representers.get(dict)
    return represent(dumper, container._native()) if represent else dumper.represent_dict(container._native())


def _as_text(dumper: Any, key: Any) -> Any:
    represent = dumper.yaml_representers.get(str)
    return represent(dumper, str(key)) if represent else dumper.represent_str(str(key))


def _jsonpickle() -> None:
    """jsonpickle: a handler that writes what it writes for a dict and for text, with no class to look for later."""
    handlers: Any = sys.modules["jsonpickle.handlers"]

    class Plain(handlers.BaseHandler):  # type: ignore[misc]
        """Flattens the plain object in the place of ours."""

        def flatten(self, obj: Any, data: Any) -> Any:
            return self.context.flatten(_plain(obj), reset=False)

        def restore(self, obj: Any) -> Any:
            raise TypeError("nothing is written under this class")

    for kinds in _kinds():
        for kind in kinds:
            handlers.register(kind, Plain)


def _joblib() -> None:
    """joblib: ``hash`` of a container is that of a dict."""
    hasher: Any = sys.modules["joblib.hashing"].Hasher
    for kinds in _kinds():
        for kind in kinds:
            hasher.dispatch[kind] = _hash_plain


def _hash_plain(hasher: Any, obj: Any) -> None:
    # The same object again has to be the same plain one, which the hasher remembers.
    made = vars(hasher).setdefault("_rundata_compat", {})
    hasher.save(made.setdefault(id(obj), (_plain(obj), obj))[0])


def _deepdiff() -> None:
    """deepdiff: what is compared is the dict, or the text.

    It compares exact types, and takes operators and groups of types as arguments of a call only. So they are plain from
    where it would ask its operators on.
    """
    deep_diff: Any = sys.modules["deepdiff.diff"].DeepDiff
    native = getattr(deep_diff, "_use_custom_operator", None)
    if native is None or hasattr(native, "__wrapped__"):  # an old one, or told before
        return

    @wraps(native)
    def _use_custom_operator(self: Any, level: Any) -> Any:
        level.t1, level.t2 = _plain(level.t1), _plain(level.t2)
        return native(self, level)

    deep_diff._use_custom_operator = _use_custom_operator


def _plain(obj: Any) -> Any:
    return obj._native() if isinstance(obj, Container) else plain(obj)


LIBRARIES: dict[str, Callable[[], None]] = {
    "yaml.representer": _yaml("yaml.representer"),
    "ruamel.yaml.representer": _yaml("ruamel.yaml.representer"),
    "jsonpickle.handlers": _jsonpickle,
    "joblib.hashing": _joblib,
    "deepdiff.diff": _deepdiff,
}
"""Module -> what to do once it is imported."""

"""PyYAML looks its representers up by exact type: containers and keys are written as dicts and strings."""

from __future__ import annotations

from typing import Any

from rundata_compat.containers import CONTAINERS
from rundata_compat.keys import key_class

__all__ = ["register"]


def register() -> None:
    """Tell PyYAML of the containers and keys of the MLflow that is imported; nothing without PyYAML."""
    try:
        import yaml
    except ImportError:
        return
    names = ("Dumper", "SafeDumper", "CDumper", "CSafeDumper")
    dumpers = [getattr(yaml, name) for name in names if hasattr(yaml, name)]
    for name, container in CONTAINERS.items():
        for dumper in dumpers:
            dumper.add_representer(container, _as_dict)
            dumper.add_representer(key_class(container._entity_class(), name), _as_text)


def _as_dict(dumper: Any, container: Any) -> Any:
    return dumper.represent_dict(container._native())


def _as_text(dumper: Any, key: Any) -> Any:
    return dumper.represent_str(str(key))

"""Containers that come in from another process: dual again where the shim is in force, plain dicts elsewhere."""

from __future__ import annotations

from typing import Any

from rundata_compat.containers import CONTAINERS
from rundata_compat.install import is_installed

__all__ = ["container"]


def container(sent: Any) -> Any:
    """What a pickled container is here. ``sent`` is its dict, its name, and key and attributes of its entities."""
    values, name, states = sent
    if not is_installed():
        return values
    container_class = CONTAINERS[name]
    entity_class = container_class._entity_class()
    entities = []
    for state in states:
        entity = object.__new__(entity_class)
        entity.__dict__.update(state)
        entities.append(entity)
    return container_class.from_dict(values, entities)

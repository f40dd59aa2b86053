from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    import mlflow.entities as entities


def longest(data: entities.RunData) -> str:
    return max((t.key for t in data.tags), key=len, default="")


def unset(data: entities.RunData) -> list:
    return [p.key for p in data.params if not p.value]

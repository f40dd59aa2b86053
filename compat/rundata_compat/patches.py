"""Attributes put on MLflow's classes and modules, and taken back."""

from __future__ import annotations

from typing import Any

_ABSENT = object()


class Patches:
    """What was changed on MLflow, so that it can be undone. Not safe with threads: ``install`` holds the lock."""

    def __init__(self) -> None:
        self._before: list[tuple[Any, str, object]] = []

    def put(self, owner: Any, name: str, value: object) -> None:
        """Set ``owner.name``; ``owner`` is a class or a module. What it had itself comes back with ``undo``."""
        self._before.append((owner, name, vars(owner).get(name, _ABSENT)))
        setattr(owner, name, value)

    def add(self, owner: Any, name: str, value: object) -> None:
        """Set ``owner.name`` only where ``owner`` has no such attribute."""
        if not hasattr(owner, name):
            self.put(owner, name, value)

    def undo(self) -> None:
        """Put everything back, last change first."""
        while self._before:
            owner, name, before = self._before.pop()
            if before is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, before)

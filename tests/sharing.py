"""What the workers of pytest-xdist share: each piece of long work is done once, by whichever comes to it first."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from program_envs import locked

_T = TypeVar("_T")


def in_turns(pieces: Sequence[_T]) -> list[_T]:
    """The pieces in the order of this worker: every second one begins at the end, so that none waits for another."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return list(pieces) if int(number) % 2 == 0 else list(reversed(pieces))


def is_shared() -> bool:
    """Whether other workers do their part of the same tests."""
    return "PYTEST_XDIST_WORKER" in os.environ


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A temporary folder of this run that all workers have."""
    folder = factory.getbasetemp()
    return folder.parent if is_shared() else folder


def once(place: Path, make: Callable[[], _T]) -> _T:
    """What is kept in a file, made now if nobody has made it."""
    with locked(place.with_suffix(".lock")):
        if not place.exists():
            place.write_bytes(pickle.dumps(make()))
    made: _T = pickle.loads(place.read_bytes())
    return made

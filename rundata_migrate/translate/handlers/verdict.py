"""What a change of exception does to those who may catch it."""

from __future__ import annotations

from dataclasses import dataclass

from rundata_migrate.findings import Edit


@dataclass(frozen=True)
class Change:
    """What is raised where something else was raised before, by their names."""

    olds: tuple[str, ...]
    new: str

    def in_generator(self) -> Change:
        """The same where it leaves a generator: Python makes a RuntimeError of StopIteration (PEP 479)."""
        return self if "StopIteration" not in self.olds else Change(tuple(_with_runtime_error(self.olds)), self.new)

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.olds, self.new)


def _with_runtime_error(olds: tuple[str, ...]) -> dict[str, None]:
    return dict.fromkeys((*olds, "RuntimeError"))


@dataclass
class Verdict:
    """What a change of exception does to the handlers around it."""

    possible: bool
    edits: tuple[Edit, ...] = ()
    doubt: str = ""
    """Why the change of the handler is not safe."""
    reason: str = ""
    """Why it is not possible: who could tell the difference, and where."""


FREE = Verdict(True)

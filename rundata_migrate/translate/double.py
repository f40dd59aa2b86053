"""Test doubles of runs that hold lists of entities, as data: what is in one, and what reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.syntax import Expression, Function


@dataclass(frozen=True)
class EntityLiteral:
    """One entity that is written out."""

    call: cst.Call
    key: Expression
    value: Expression
    dropped: tuple[Expression, ...]
    """Arguments for which a dict has no place: timestamp, step."""
    container: str | None
    """Which container MLflow's own class belongs to; None for something else with a key and a value."""


@dataclass
class Conversion:
    """A list of entities as the dict that takes its place."""

    edits: list[Edit] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    """When the dict would not be what the list was."""
    problem: str = ""
    """Why it cannot be written, if it cannot."""
    entities: list[EntityLiteral] = field(default_factory=list)

    @property
    def is_of_mlflow(self) -> bool:
        """Whether an element is one of MLflow's own entities."""
        return any(one.container is not None for one in self.entities)


@dataclass(eq=False)
class Place:
    """What a double holds in the place of a container."""

    container: str
    stored: Expression
    """The expression that is put there."""
    node: Expression
    """What a person would look at: the same, or what a call gives the parameter that is put there."""
    conversion: Conversion | None


@dataclass(eq=False)
class Reader:
    """A place where a double's container is read."""

    node: Expression
    via: tuple[tuple[cst.Param, Function], ...]
    """The parameters that the double went through on its way here."""
    is_rewritten: bool = False


@dataclass(eq=False)
class Double:
    """One object with lists in the places of containers."""

    key: object
    places: list[Place] = field(default_factory=list)
    readers: list[Reader] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    """Where it goes that is not seen here."""
    stays: list[str] = field(default_factory=list)
    """What reads it as a list and will go on doing so."""
    is_data: bool = False
    """It is the data of a run, or a run: not just anything with metrics."""
    verdict: Safety = Safety.MANUAL

    @property
    def is_of_mlflow(self) -> bool:
        """Whether MLflow's own entities are in it."""
        return any(place.conversion is not None and place.conversion.is_of_mlflow for place in self.places)

    @property
    def has_entities(self) -> bool:
        """Whether anything with a key and a value is in it."""
        return any(place.conversion is not None and place.conversion.entities for place in self.places)

    @property
    def is_read_old_style(self) -> bool:
        """Whether something here reads entities out of it."""
        return any(reader.is_rewritten for reader in self.readers)

    @property
    def problem(self) -> str:
        """Why it cannot be rewritten, if so."""
        for place in self.places:
            if place.conversion is None:
                return "what stands beside it is not written out here"
            if place.conversion.problem:
                return place.conversion.problem
        return self.stays[0] if self.stays else ""

    @property
    def doubts(self) -> list[str]:
        """When the rewritten double would not do what it did."""
        return [doubt for place in self.places if place.conversion for doubt in place.conversion.doubts] + self.unseen

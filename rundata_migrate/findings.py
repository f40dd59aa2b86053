"""Plain data that every room hands on: findings, fixes, edits. No behaviour, all picklable."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Safety(str, enum.Enum):
    """How far a fix may be trusted; the meaning of each word is in docs/rules.md."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


class Confidence(str, enum.Enum):
    """How the tool knows that a site is one."""

    PROVEN = "proven"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True)
class Edit:
    """Replace the characters ``start`` to ``end`` (offsets in the decoded text) by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Fix:
    """A few edits that go together: all of them are applied, or none."""

    edits: tuple[Edit, ...]
    safety: Safety
    description: str = ""
    elsewhere: tuple[tuple[str, tuple[Edit, ...]], ...] = ()
    """Edits of other files that go with it, by path."""


@dataclass(frozen=True)
class Place:
    """Where something stands; lines and columns count from 1, the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Finding:
    """One thing to say about one place of one document."""

    path: str
    place: Place
    """In the text as it was read."""
    rule: str
    safety: Safety
    message: str
    container: str | None = None
    """``metrics``, ``params``, ``tags``, or None where it is not known which."""
    confidence: Confidence = Confidence.PROVEN
    why: tuple[str, ...] = ()
    """How the tool knows: the links from the site back to where MLflow's object came from."""
    fix: Fix | None = None
    """Edits against the text as it was read, where they can be expressed so."""
    proposal: str | None = None
    """Code to consider, for what is left to a person."""
    fixed: bool = False
    """The fix is part of the new text."""
    error: bool = False
    """The document could not be read, decoded, parsed or written (exit status 2)."""
    place_after: Place | None = None
    """For what is left: where it stands in the new text."""


@dataclass(frozen=True)
class DocumentResult:
    """What the engine made of one document."""

    path: str
    findings: tuple[Finding, ...] = ()
    new_text: str | None = None
    """None where nothing changes."""
    sites: tuple[Finding, ...] = ()
    """Every site with its chain, for ``--explain-sites``; empty unless asked for."""
    together: tuple[str, ...] = ()
    """Paths of the documents, this one among them, that fixes changed together with it: all are written, or none."""


@dataclass(frozen=True)
class Source:
    """The text of one document, and its place among those that are read with it."""

    path: str
    text: str
    location: str = ""
    """Where the file really is: what an import with dots is relative to."""
    modules: tuple[str, ...] = ()
    """The dotted names by which other documents may import it."""
    is_asked: bool = True
    """May it be changed, and is it to be reported on? Others are read for what they say of these."""


@dataclass(frozen=True)
class ProjectFacts:
    """What the other files of a project say that one file alone cannot know."""

    uses_mlflow: bool = False
    """Some file of the project imports mlflow or requires it."""
    uses_rival: bool = False
    """Some file of the project imports a library whose runs look like MLflow's."""


@dataclass(frozen=True)
class EngineOptions:
    """What the engine needs to know of a run's options."""

    unsafe_fixes: bool = False
    fallback_shim: bool = False
    select: tuple[str, ...] = ()
    """Rule codes or prefixes; empty means all."""
    ignore: tuple[str, ...] = ()
    explain_sites: bool = False
    open_functions: tuple[str, ...] = ()
    """Functions that other documents name: the calls in one document do not say what they are given.
    ``*`` stands for all."""
    project: ProjectFacts = ProjectFacts()

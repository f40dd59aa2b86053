"""Plain data that every room hands on: findings, fixes, edits. No behaviour, all picklable."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class Safety(str, enum.Enum):
    """How far a fix may be trusted; the meaning of each word is in docs/rules.md."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


class Confidence(str, enum.Enum):
    """How the tool knows that a site is one."""

    PROVEN = "proven"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"
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
class RecordedUse:
    """A place where ``rundata_compat`` saw run data used as a list, as it stands in its record."""

    line: int
    """From 1, as in the file that ran."""
    end_line: int | None
    column: int | None
    """From 0, in bytes of UTF-8; None from Python 3.10 and older."""
    end_column: int | None
    operation: str
    """As in compat/rundata_compat/operations.py, or ``iter``: a loop went over the container itself."""
    container: str
    count: int
    function: str | None = None
    """The name of the code object; None in records of older releases."""
    source: str | None = None
    """The line without its indentation; None where it could not be read, and in records of older releases."""
    names: tuple[str, ...] = ()
    """For ``iter`` by a call: the variables that held the container."""


class KnownBy(str, enum.Enum):
    """What says that a site is one."""

    FLOW = "flow"
    RUNNING = "running"
    BOTH = "both"
    SHAPE = "shape"


@dataclass(frozen=True)
class Finding:
    """One thing to say about one place of one document."""

    path: str
    place: Place
    """In the text as it was read, or in a notebook's cell."""
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
    is_aside: bool = False
    """An error in a document that cannot be parsed and has no word of a site: no reason to fail, but where it was named
    by hand."""
    place_after: Place | None = None
    """For what is left: where it stands in the new text."""
    known_by: KnownBy | None = None
    """For a site: the flow from MLflow, a recorded use, both of them, or only the shape of the code."""
    recorded: int = 0
    """How often uses of this site were recorded."""
    details: str = ""
    """The rest of a message that would be too long."""
    signs: tuple[str, ...] = ()
    """Of what is not proven: what says that it is MLflow's all the same."""
    cell: int | None = None
    """The cell of a notebook that the places are in, from 1."""

    @property
    def is_doubtful(self) -> bool:
        """Only its shape says that this is run data, and nothing was done: it decides nothing."""
        return self.confidence is Confidence.DOUBTFUL and not self.fixed and not self.error


@dataclass(frozen=True)
class DocumentResult:
    """What the engine made of one document."""

    path: str
    findings: tuple[Finding, ...] = ()
    new_text: str | None = None
    """None where nothing changes."""
    edits: tuple[Edit, ...] = ()
    """What makes the new text of the one that was read, in order and without overlaps."""
    sites: tuple[Finding, ...] = ()
    """Every site with its chain, for ``--explain-sites``; empty unless asked for."""
    together: tuple[str, ...] = ()
    """Paths of the documents, this one among them, that fixes changed together with it: all are written, or none."""
    outdated: int = 0
    """Recorded places whose line reads otherwise now."""


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
    unread: str = ""
    """What else is in the document and was not understood: what it names may be used there in any way."""


@dataclass(frozen=True)
class ProjectFacts:
    """What the other files of a project say that one file alone cannot know."""

    uses_mlflow: bool = False
    """Some file of the project imports mlflow or requires it."""
    is_project: bool = False
    """Something marks a project: what its files say together counts."""
    uses_rival: bool = False
    """Some file of the project imports a library whose runs look like MLflow's."""
    is_distribution: bool = False
    """The project is made to be installed: others may call what it offers."""


@dataclass(frozen=True)
class Outside:
    """What documents that are not read may use of those that are: not all calls and reads are in sight."""

    functions: frozenset[str] = frozenset()
    """Names of functions, classes and variables of modules that they may use."""
    methods: frozenset[str] = frozenset()
    """Names of methods that they may call, and of attributes that they may read."""
    attributes: frozenset[str] = frozenset()
    """Names of attributes that they may read or bind."""
    looked_for: frozenset[str] | None = None
    """The names of attributes and variables that were looked for in them: they may use any other. None if all were."""
    anything: bool = False
    """They may do anything."""
    on_stack: frozenset[str] = frozenset()
    """Paths of documents above whose code they may be on the stack."""

    def may_use(self, name: str) -> bool:
        """Whether they may call a function or make an instance of a class of this name."""
        return self.anything or name in self.functions

    def may_call_method(self, name: str) -> bool:
        """Whether they may call a method of this name."""
        return self.anything or name in self.methods

    def may_read_variable(self, name: str) -> bool:
        """Whether they may read a module's variable of this name."""
        return self.may_use(name) or self._may_be_there(name)

    def may_read_attribute(self, name: str) -> bool:
        """Whether they may read an attribute of this name."""
        return self.may_call_method(name) or name in self.attributes or self._may_be_there(name)

    def _may_be_there(self, name: str) -> bool:
        return self.looked_for is not None and name not in self.looked_for


ANYTHING = Outside(anything=True)
NOTHING = Outside()


@dataclass(frozen=True)
class EngineOptions:
    """What the engine needs to know of a run's options."""

    unsafe_fixes: bool = False
    assume_mlflow: bool = False
    docs: bool = False
    """Examples in docstrings too."""
    """What reads like a run of MLflow's is one."""
    fallback_shim: bool = False
    disabled: frozenset[str] = frozenset()
    """Codes of the rules that were not asked for."""
    disabled_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The same for documents for which it differs, by path."""
    explain_sites: bool = False
    outside: Outside = NOTHING
    """What documents that are not read may use of those that are."""
    project: ProjectFacts = ProjectFacts()
    evidence: Mapping[str, tuple[RecordedUse, ...]] = field(default_factory=dict)
    """Path of a document -> what was recorded there."""

    def disabled_at(self, path: str) -> frozenset[str]:
        """Codes of the rules that were not asked for in a document."""
        return self.disabled_in.get(path, self.disabled)

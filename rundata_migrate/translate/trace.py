"""What following entities found, as data: walkers fill it (follow/), ports join it (ports.py), rules spell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node
from rundata_migrate.translate.forms import ONE, Stretch, WholeText
from rundata_migrate.translate.holder import Holder
from rundata_migrate.translate.outcome import Outcome

PARAMETER, RESULT, STORE = "parameter", "result", "store"


@dataclass
class Blocker:
    """Why an element could not be followed."""

    rule: str
    node: Node
    reason: str
    proposal: str | None = None
    shim: bool = True
    """The shim's entities would do: nothing but key, value, timestamp and step is asked of them."""


@dataclass(frozen=True)
class PortKey:
    """Which parameter, result or variable entities pass through, and whether one of them or several."""

    kind: str
    functions: tuple[cst.FunctionDef, ...]
    """The function, and the methods that override it or that it overrides."""
    index: int
    """Which parameter, after ``self``."""
    shape: str
    """An entity, a list or generator of them, or a dict; see forms.py."""
    holder: Holder | None = None
    """The variable, where it is one."""

    @property
    def function(self) -> cst.FunctionDef:
        """The first of the functions."""
        return self.functions[0]

    @property
    def is_several(self) -> bool:
        """Whether it is more than one entity."""
        return self.shape != ONE

    @property
    def shown(self) -> str:
        """How a message calls it."""
        if self.holder is not None:
            return f"`{self.holder.shown}`"
        name = self.function.name.value
        return f"{name}()" if self.kind == RESULT else f"the parameter of {name}()"


@dataclass(frozen=True, eq=False)
class HandOver:
    """One place where an entity, or a list of them, goes into a port."""

    port: PortKey
    node: Expression
    stretch: Stretch
    whole_text: WholeText | None
    """How the entity is written in the port's form; None where the expression gives it as it is."""
    optional: bool
    """It may be None."""
    trace: Trace


@dataclass(eq=False)
class Trace:
    """Where the elements of a container, or what comes out of a port, went, and what each place needs."""

    root: Expression | None
    """The container; None for a port."""
    container: str | None
    """``metrics``, ``params`` or ``tags`` where that is known."""
    stretches: list[Stretch] = field(default_factory=list)
    """In the order in which they were met, the container's own first."""
    links: list[tuple[Stretch, Stretch]] = field(default_factory=list)
    """Which stretch hands elements on to which."""
    hand_overs: list[HandOver] = field(default_factory=list)
    """What goes to the other side of a port."""
    blockers: list[Blocker] = field(default_factory=list)
    evidence: list[Node] = field(default_factory=list)
    """The reads that only an entity serves."""
    new_style: list[Node] = field(default_factory=list)
    """The reads that only a key serves."""
    exceptions: list[tuple[Node, str, str]] = field(default_factory=list)
    """Reads that would raise another exception: the read, the old one, the new one."""
    kinds: set[str] = field(default_factory=set)
    """What the elements went through: ``loop``, ``comprehension``, ``ordering``, ``position``, ``call``."""
    singles: dict[Node, Stretch] = field(default_factory=dict)
    """The single entities that are taken out of a sequence."""
    key_reads: list[Node] = field(default_factory=list)
    """The uses whose key is read, where its text is known (`follow.Manner`)."""
    spelled_anew: list[Node] = field(default_factory=list)
    """Comprehensions, lambdas and getters that may hand on just what they get, once they are spelled."""
    needs_list: bool = False
    """A view of the dict would not do."""
    reserved: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    """Names that the spelling binds, and the text that they live in."""
    edits: list[Edit] = field(default_factory=list)
    outcomes: list[Outcome] | None = None
    """What comes of it, once that has been found out."""
    fills: list[Node] = field(default_factory=list)
    """Of a port: what the other side puts into the list or dict."""
    is_tested_whole: bool = False
    """Of a port: it is tested as a whole, which two parameters could not be."""
    names: dict[str, str] = field(default_factory=dict)
    """Of a port in the form of pairs: the names of the two parameters."""
    names_differ: bool = False
    """Of a port: its functions could not call their two parameters the same."""

    @property
    def start(self) -> Stretch:
        """The stretch of the container itself."""
        return self.stretches[0]

    @property
    def is_old_style(self) -> bool:
        """Whether something read an element as an entity."""
        return bool(self.evidence)

    def block(self, rule: str, node: Node, reason: str, proposal: str | None = None, shim: bool = True) -> None:
        """Note why an element could not be followed."""
        self.blockers.append(Blocker(rule, node, reason, proposal, shim))

    def form_of(self, taken: Node) -> str:
        """What has become of a single entity: a key, a value, or a pair; empty where the node is none."""
        stretch = self.singles.get(taken)
        return stretch.form if stretch is not None else ""

    def spell(self) -> None:
        """Write every stretch in the form that was chosen for it; the edits are noted."""
        for stretch in self.stretches:
            stretch.spell(stretch.form)


@dataclass(eq=False)
class Port:
    """A parameter, a result or a variable with what goes in and what is done on the other side."""

    key: PortKey
    sources: list[HandOver]
    trace: Trace
    users: int
    """How many calls, or reads of a property, get what its functions give."""

    @property
    def stretch(self) -> Stretch:
        """What comes out of it."""
        return self.trace.start

    @property
    def holder(self) -> Holder | None:
        """The variable, where it is one."""
        return self.key.holder


@dataclass(eq=False)
class Group:
    """Traces that are joined by ports: they are spelled together, or not at all."""

    ports: list[Port] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    reason: str = ""
    """Why nothing is changed; empty if all of it may be."""
    outcome: Outcome | None = None
    """Made once, for all of its sites."""

    @property
    def rule(self) -> str:
        """Which rule the fix is of."""
        return "RD307" if any(port.holder is not None or port.trace.fills for port in self.ports) else "RD306"

    @cached_property
    def sites(self) -> tuple[Node, ...]:
        """The containers whose elements pass through the group's ports, in the order of the text."""
        return tuple(trace.root for trace in self.traces if trace.root is not None)

"""Choices, and templates that are filled in by them.

A template is Python text with holes. ``$e`` is a hole that is filled by the maker called ``e``, once for each
template, so that a second ``$e`` is the same name; ``$test2`` is one more filling by the maker ``test``. A
hole alone on its line may hold several lines. ``~`` is a space, seldom a line break or a comment.

A list of templates is a text too: one to a line, or separated by lines of ``---``. One that starts with
``* `` comes often, one with ``? `` seldom.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """The random choices: one byte each, and where the bytes run out the first option.

    All the choices of a program are one value for Hypothesis. Were each a draw of its own, Hypothesis would
    spend half its time on programs that differ from the last one in nothing but two choices made equal.
    """

    def __init__(self, choices: bytes) -> None:
        self._choices = iter(choices)

    def number(self, below: int) -> int:
        """A number from 0 on."""
        if below > 256:
            return (next(self._choices, 0) * 256 + next(self._choices, 0)) * below // 65536
        return next(self._choices, 0) * below // 256

    def pick(self, *options: T) -> T:
        """One of the options."""
        return options[self.number(len(options))]

    def rarely(self, odds: int) -> bool:
        """True once in ``odds`` times."""
        return self.number(odds) == odds - 1


class Templates:
    """Templates to choose from; the first one is the simplest."""

    def __init__(self, text: str) -> None:
        text = textwrap.dedent(text).strip("\n")
        parts = re.split(r"^---\n", text, flags=re.MULTILINE) if "\n---\n" in text else text.split("\n")
        self._weighted: list[str] = []
        for part in parts:
            weight = {"* ": 9, "? ": 1}.get(part[:2], 3)
            self._weighted += [part.strip("\n") if weight == 3 else part[2:].strip("\n")] * weight

    def pick(self, draw: Draw) -> str:
        """One of them."""
        return draw.pick(*self._weighted)


@dataclass(frozen=True)
class Container:
    """An expression for metrics, params or tags."""

    text: str
    kind: str


@dataclass
class Scope:
    """Where a part of the program stands: what is in reach there."""

    draw: Draw
    run: str
    """An expression for a run."""
    has_client: bool = True
    """Whether ``client`` is in reach."""
    containers: list[Container] = field(default_factory=list)
    """Names that hold a container."""
    data: str | None = None
    """A name that holds a run's data."""
    helpers: list[str] = field(default_factory=list)
    """Functions to define at the head of the module."""
    counter: list[int] = field(default_factory=lambda: [0])

    def fresh(self, stem: str) -> str:
        """A word that occurs nowhere else in the program."""
        self.counter[0] += 1
        return f"{stem}{self.counter[0]}"

    def inside(self, run: str, containers: Iterable[Container] = ()) -> Scope:
        """The scope of a part that knows nothing but a run, or some containers."""
        return Scope(self.draw, run, False, list(containers), helpers=self.helpers, counter=self.counter)

    def container(self, kind: str | None = None) -> Container:
        """Some container that is in reach."""
        draw = self.draw
        known = [c for c in self.containers if kind in (None, c.kind)]
        if known and (not self.run or not draw.rarely(3)):
            return draw.pick(*known)
        kind = kind or draw.pick("metrics", "params", "tags")
        if self.data is not None and draw.rarely(2):
            return Container(f"{self.data}.{kind}", kind)
        run = self.run
        if self.has_client and draw.rarely(12):
            run = draw.pick("client.get_run('b')", 'client.get_run("a")')
        text = f"{run}.data.{kind}"
        if draw.rarely(20):
            text = draw.pick(f"({text})", f"({text} or [])")
        return Container(text, kind)


Maker = Callable[["Filling"], str]
MAKERS: dict[str, Maker] = {}


def maker(function: Maker) -> Maker:
    """Register a function under its name, without ``make_``, as what fills holes of that name."""
    MAKERS[function.__name__.removeprefix("make_")] = function
    return function


class Filling:
    """The holes of one template, and with what they are filled."""

    def __init__(self, scope: Scope, **filled: str) -> None:
        self.scope = scope
        self.draw = scope.draw
        self.filled = filled
        self.container: Container | None = None

    def hole(self, name: str) -> str:
        """What fills the hole."""
        if name not in self.filled:
            self.filled[name] = MAKERS[name.rstrip("0123456789")](self)
        return self.filled[name]

    def kind(self) -> str:
        """Which of the containers the entity ``$e`` is of."""
        self.hole("c")
        return self.container.kind if self.container else "tags"

    def expand(self, template: str) -> str:
        """The template, filled."""
        lines = []
        for line in template.split("\n"):
            block = re.fullmatch(r"( *)\$(\w+)", line)
            if block:
                lines.append(textwrap.indent(self.hole(block[2]), block[1]))
            else:
                lines.append(re.sub(r"\$(\w+)|~", self._replace, line))
        return "\n".join(lines)

    def _replace(self, match: re.Match[str]) -> str:
        return self._gap() if match[0] == "~" else self.hole(match[1])

    def _gap(self) -> str:
        if not self.draw.rarely(16):
            return " "
        return self.draw.pick("\n    ", "\n", f"  # {self.scope.fresh('note ')}\n    ", "  \t", " \\\n  ")

    def one_of(self, templates: Templates) -> str:
        """One of the templates, with the same fillings."""
        return self.expand(templates.pick(self.draw))


def fill(scope: Scope, templates: Templates, **filled: str) -> str:
    """One of the templates, with fillings of its own."""
    return Filling(scope, **filled).one_of(templates)


def reads(text: str, name: str) -> bool:
    """Whether the name occurs in the text as a word."""
    return re.search(rf"\b{name}\b", text) is not None

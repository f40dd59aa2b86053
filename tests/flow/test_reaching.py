"""Random programs are run: what a name is seen to hold has to be among what its use is said to see."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import libcst as cst
import pytest

from rundata_migrate.flow.reaching import bindings_of_document
from rundata_migrate.syntax import Tree

NAMES = ("a", "b")
PROGRAMS = 60
RUNS = 8
MOST_CHOICES = 40
"""After so many choices a run answers with no, so that its loops end."""


class Boom(Exception):
    """What ``m()`` may raise."""


class Writer:
    """Writes programs in which each line binds at most one name, to its own number, or reads one."""

    def __init__(self, chance: random.Random, functions: bool) -> None:
        self.chance = chance
        self.functions = functions
        self.lines: list[str] = []

    def write(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line.replace("@", str(len(self.lines) + 1)))

    def block(self, depth: int, in_loop: bool = False) -> None:
        for _ in range(self.chance.randint(1, 4)):
            name = self.chance.choice(NAMES)
            kinds: list[Callable[[int, str, bool], None]] = [self.simple] * 5
            if depth < 4:
                kinds += [self.branch, self.loop, self.attempt, self.managed]
            self.chance.choice(kinds)(depth, name, in_loop)

    def simple(self, depth: int, name: str, in_loop: bool) -> None:
        lines = [f"{name} = @", f"{name} = @", f"r(@, {name})", f"r(@, {name})", f"r(@, {name})", "m()", f"del {name}"]
        lines += [f"x = ({name} := @)", f"{name}, x = @, 0"] + ["break", "continue"] * in_loop
        if self.functions:
            lines += [f"def g(): return r(@, {name})", "x = lambda: g()", "g()", "return"]
        line = self.chance.choice(lines)
        self.write(depth, f"if c(): {line}" if line in ("break", "continue", "return") else line)

    def branch(self, depth: int, name: str, in_loop: bool) -> None:
        self.write(depth, self.chance.choice(["if c():", f"if c() and ({name} := @):", f"if ({name} := @) and c():"]))
        self.block(depth + 1, in_loop)
        if self.chance.random() < 0.3:
            self.write(depth, f"elif ({name} := @) and c():")
            self.block(depth + 1, in_loop)
        if self.chance.random() < 0.5:
            self.write(depth, "else:")
            self.block(depth + 1, in_loop)

    def loop(self, depth: int, name: str, in_loop: bool) -> None:
        self.write(depth, self.chance.choice(["while c():", f"for {name} in s(@):", f"while ({name} := @) and c():"]))
        self.block(depth + 1, in_loop=True)
        if self.chance.random() < 0.3:
            self.write(depth, "else:")
            self.block(depth + 1, in_loop)

    def attempt(self, depth: int, name: str, in_loop: bool) -> None:
        handled, ended = self.chance.choice([(True, False), (True, True), (False, True)])
        self.write(depth, "try:")
        self.block(depth + 1, in_loop)
        if handled:
            self.write(depth, self.chance.choice(["except Boom:", "except (Boom, NameError):", "except:"]))
            self.block(depth + 1, in_loop)
            if self.chance.random() < 0.4:
                self.write(depth, "else:")
                self.block(depth + 1, in_loop)
        if ended:
            self.write(depth, "finally:")
            self.block(depth + 1, in_loop)

    def managed(self, depth: int, name: str, in_loop: bool) -> None:
        self.write(depth, f"with w(@) as {name}:")
        self.block(depth + 1, in_loop)


class Names(dict[str, object]):
    """The names of a module; tells where one is read that is not bound."""

    def __init__(self, unbound: set[int]) -> None:
        self.unbound = unbound

    def __missing__(self, name: str) -> object:
        if name in NAMES:
            self.unbound.add(sys._getframe(1).f_lineno)
        raise KeyError(name)


def run(text: str, chance: random.Random) -> tuple[set[tuple[int, int]], set[int]]:
    """Which line was seen to read what which line bound, and which lines read what was not bound."""
    seen: set[tuple[int, int]] = set()
    unbound: set[int] = set()
    choices = iter(range(MOST_CHOICES))

    def c() -> bool:
        return next(choices, None) is not None and chance.random() < 0.6

    def m() -> None:
        if chance.random() < 0.3:
            raise Boom

    def s(line: int) -> Iterator[int]:
        while c():
            yield line

    @contextmanager
    def w(line: int) -> Iterator[int]:
        yield line

    def r(line: int, value: int) -> None:
        seen.add((line, value))

    tools = {"c": c, "m": m, "s": s, "w": w, "r": r, "Boom": Boom, "g": lambda: None}
    with suppress(Boom, NameError):
        exec(compile(text, "program", "exec"), tools, Names(unbound))
    return seen, unbound


def said_of(text: str) -> tuple[dict[int, set[int]], set[int]]:
    """By line, which lines a read is said to see; and where it is not said that something is bound."""
    tree = Tree(text, "a.py")
    bindings = bindings_of_document(tree)
    lines = text.splitlines()
    said: dict[int, set[int]] = {}
    open_ones: set[int] = set()
    for call in tree.every(cst.Call):
        if isinstance(call.func, cst.Name) and call.func.value == "r":
            name = call.args[1].value
            assert isinstance(name, cst.Name)
            slot = bindings.slot(name)
            line = tree.line_column(tree.span(name)[0])[0]
            said[line] = {tree.line_column(tree.span(one.node)[0])[0] for one in slot.bindings}
            is_deleted = any("del " in lines[at - 1] for at in said[line])
            if slot.maybe_unbound or slot.captured or is_deleted or not slot.bindings:
                open_ones.add(line)
    return said, open_ones


@pytest.mark.parametrize("functions", [False, True], ids=["module", "functions"])
def test_what_is_seen_is_among_what_is_said(functions: bool) -> None:
    chance = random.Random(7)
    reads = 0
    for _ in range(PROGRAMS):
        writer = Writer(chance, functions)
        if functions:
            writer.write(0, "def f():")
            writer.write(1, "g = lambda: None")
        writer.block(int(functions))
        text = "\n".join([*writer.lines, *(["f()"] * functions), ""])
        said, open_ones = said_of(text)
        for _ in range(RUNS):
            seen, unbound = run(text, chance)
            reads += len(seen)
            wrong = {(line, value) for line, value in seen if value not in said[line]}
            assert not wrong, f"{text}\n{wrong}\n{said}"
            assert unbound & said.keys() <= open_ones, f"{text}\n{unbound}\n{open_ones}"
    assert reads > 2 * PROGRAMS


def test_an_else_may_be_left_for_its_finally_after_any_binding() -> None:
    text = "try:\n    m()\nexcept Boom:\n    a = 4\nelse:\n    a = 6\n    m()\n    a = 8\nfinally:\n    r(10, a)\n"
    assert said_of(text)[0] == {10: {4, 6, 8}}

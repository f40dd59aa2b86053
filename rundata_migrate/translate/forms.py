"""The forms that an entity may have in new code, and how one is written in terms of another.

What was an entity is a key, a value, or the pair of both. A `Stretch` is a part of the program in which elements have
one form; `settle` chooses the least form for each such that nothing is missing downstream.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Node

KEY, VALUE = "key", "value"
KEYS, VALUES, ITEMS = "keys", "values", "items"
ONE, LIST, DICT, GROUPS = "one", "list", "dict", "groups"
"""What a variable, parameter or result is: an entity, a list of them, a dict of them, a dict of such lists."""
ROLES = {KEYS: (KEY,), VALUES: (VALUE,), ITEMS: (KEY, VALUE)}

Spell = Callable[[Node, Node, str, str], Edit]
"""(use of the element, the whole read, role, form) -> the edit that spells the read anew."""
WholeText = Callable[[str], str]
"""form -> the text that gives the whole entity in it."""
Emitter = Callable[[str], None]
"""form -> nothing; notes the edits that go with it."""


@dataclass(eq=False)
class Stretch:
    """A part of the program in which elements have one form."""

    needs: set[str] = field(default_factory=set)
    """The roles that are read there."""
    forbidden: set[str] = field(default_factory=set)
    emitters: list[Emitter] = field(default_factory=list)
    """What spells its reads, once the form is known."""
    form: str = ""

    def choose(self) -> str:
        """Choose the least form that serves every use, and return it."""
        form = ITEMS
        if self.needs <= {KEY}:
            form = KEYS
        elif self.needs == {VALUE}:
            form = VALUES
        self.form = ITEMS if form in self.forbidden else form
        return self.form

    def wanted(self) -> set[str]:
        """The roles that must come in from upstream."""
        return set(ROLES[self.choose()]) if self.needs else set()

    def spell(self, form: str) -> None:
        """Have everything in it written in a form."""
        for emit in self.emitters:
            emit(form)


def settle(stretches: Sequence[Stretch], links: Sequence[tuple[Stretch, Stretch]]) -> None:
    """Choose a form for every stretch, such that what goes downstream (a link: up, down) has what is needed there."""
    grows = True
    while grows:
        grows = False
        for up, down in links:
            if not down.wanted() <= up.needs:
                up.needs |= down.wanted()
                grows = True
    # where the lesser form is forbidden a stretch is pairs, more than was asked for: what feeds it must be pairs too
    for stretch in stretches:
        stretch.choose()
    grows = True
    while grows:
        grows = False
        for up, down in links:
            if not set(ROLES[down.form]) <= set(ROLES[up.form]):
                up.needs |= set(ROLES[down.form]) | set(ROLES[up.form])
                up.choose()
                grows = True


def part_of(role: str, form: str) -> str:
    """What stands behind an expression of a form, where the role is read of it."""
    return "" if form != ITEMS else f"[{0 if role == KEY else 1}]"


def narrowed(wanted: str, form: str) -> str:
    """What stands behind an expression of a form, where it is wanted in another."""
    return {KEYS: "[0]", VALUES: "[1]", ITEMS: ""}[wanted] if form == ITEMS else ""


def joined(names: Mapping[str, str], form: str) -> str:
    """The whole of an entity whose roles have names of their own."""
    text = ", ".join(names[role] for role in ROLES[form])
    return f"({text})" if form == ITEMS else text

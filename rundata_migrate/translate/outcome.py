"""What a rule makes of a place: a rewrite, or a reason to leave it to a person."""

from __future__ import annotations

from dataclasses import dataclass, field

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.syntax import Node


@dataclass
class Outcome:
    """What a rule makes of a site: a rewrite, or a reason to leave it to a person."""

    rule: str
    message: str
    safety: Safety
    edits: tuple[Edit, ...] = ()
    node: Node | None = None
    """What to point at; the site's own expression unless set."""
    reason: str = ""
    """Why the fix is not safe, or not offered."""
    proposal: str | None = None
    reserve: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    """Names that the fix binds, and the text that they live in."""
    partners: tuple[Node, ...] = ()
    """The containers that the fix is for, where it is for several: if one of them has to stay, all do."""
    shim: tuple[Edit, ...] = ()
    """Edits that hand out the shim's entity list instead, for ``--fallback shim``."""
    shim_message: str = ""
    """What to say then, where the outcome has an unsafe fix of its own, which the shim goes before."""
    why: tuple[str, ...] = ()
    """How it is known, for what is no site."""
    recorded: int = 0
    """How often it was recorded, for what is no site."""
    kept_for: str = ""
    """Who may catch the old exception, where a lookup is unsafe for that alone."""

    @property
    def is_rewrite(self) -> bool:
        """Whether there is something to apply."""
        return bool(self.edits)


NOTHING_TO_SAY = Outcome("", "", Safety.MANUAL)
"""What a gate gives for a site that is right as it is."""

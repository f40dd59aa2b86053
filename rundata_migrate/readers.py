"""Which files that were not asked for may give entities to those that were, or get them from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rundata_migrate import screen
from rundata_migrate.layout import Candidate
from rundata_migrate.links import Links

MOST_REACHED = 300
"""So many modules of the project are looked through for imports, the nearest first."""


def sources_of(links: Links, readers: list[str], others: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those of the others that may hold a site by their bytes, and that the readers import, directly or not.

    And those that import a reader: they may hand it what they hold.
    """
    if not readers:
        return
    holding = {one.location: one for one in others if screen.may_hold_site(links.data(one.location))}
    if not holding:
        return
    reached = _reached(links, readers)
    for location, one in holding.items():
        if location in reached or _imports_any(links, location, readers):
            yield one


def _reached(links: Links, readers: list[str]) -> set[str]:
    """What the readers import, and what that imports, as far as it is looked for."""
    reached = dict.fromkeys(readers)
    todo = list(readers)
    for location in todo:
        if len(reached) >= MOST_REACHED + len(readers):
            break
        found = [one for one in links.imported_by(location) if one not in reached]
        reached.update(dict.fromkeys(found))
        todo += found
    return set(reached)


def _imports_any(links: Links, location: str, readers: list[str]) -> bool:
    near = {one for one in readers if links.names_in_imports(location, one)}
    return bool(near) and not near.isdisjoint(links.imported_by(location))

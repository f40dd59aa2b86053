"""Which rule's answer a site gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rundata_migrate.findings import Safety
from rundata_migrate.flow.lattice import MIXED
from rundata_migrate.rules import modules
from rundata_migrate.translate.cell_order import without_later_names
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.outcome import NOTHING_TO_SAY, Outcome
from rundata_migrate.translate.printed import unprinted
from rundata_migrate.translate.shared_names import without_shared_names


def decide(site: Site) -> Outcome | None:
    """The answer of the first rule that has a safe one; else the first unsafe one, else the first reason."""
    stopped = _stopped(site)
    if stopped is not None:
        return None if stopped is NOTHING_TO_SAY else stopped
    if site.value.kind == MIXED:
        return None
    best: Outcome | None = None
    lookup: Outcome | None = None
    """A lookup that only a handler keeps from being safe."""
    for outcome in _outcomes(site):
        if outcome.safety is Safety.SAFE:
            return _chosen(outcome, lookup, site)
        if outcome.kept_for and lookup is None:
            lookup = outcome
        if best is None or _RANK[outcome.safety] < _RANK[best.safety]:
            best = outcome
    return best


_RANK = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.MANUAL: 2}
_WHOLE_PLANS = "RD3", "RD4", "RD5"
"""An empty list that stands in for the container must become a dict with it: only whole plans do that."""


def _outcomes(site: Site) -> Iterator[Outcome]:
    for module in modules():
        ask = getattr(module, "outcomes", None)
        if ask is None or (site.value.empties and not module.RULE.code.startswith(_WHOLE_PLANS)):
            continue
        for outcome in ask(site):
            outcome = without_shared_names(site.context, unprinted(site.context, outcome))
            yield without_later_names(site, outcome)


def _chosen(safe: Outcome, lookup: Outcome | None, site: Site) -> Outcome:
    """The safe outcome; where it keeps a scan for a handler it says so, or gives way to the lookup if wanted."""
    if lookup is None or not safe.rule.startswith("RD3"):
        return safe
    if site.context.unsafe_fixes:
        return lookup
    return replace(safe, message=f"{safe.message}, no lookup: {lookup.kept_for}")


def is_held_back(site: Site) -> bool:
    """Whether some rule's gate keeps all rules from a site."""
    return _stopped(site) is not None


def _stopped(site: Site) -> Outcome | None:
    for module in modules():
        gate = getattr(module, "gate", None)
        stopped: Outcome | None = gate(site) if gate is not None else None
        if stopped is not None:
            return stopped
    return None

"""Which rule's answer a site gets."""

from __future__ import annotations

from rundata_migrate.findings import Safety
from rundata_migrate.flow.lattice import MIXED
from rundata_migrate.rules import modules
from rundata_migrate.translate.context import NOTHING_TO_SAY, Outcome, Site


def decide(site: Site) -> Outcome | None:
    """The answer of the first rule that has a safe one; else the first unsafe one, else the first reason."""
    stopped = _stopped(site)
    if stopped is not None:
        return None if stopped is NOTHING_TO_SAY else stopped
    if site.value.kind == MIXED:
        return None
    best: Outcome | None = None
    # An empty list that stands in for the container must become a dict with it: only whole plans do that.
    whole_plans = "RD3", "RD4", "RD5"
    rank = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.MANUAL: 2}
    for module in modules():
        ask = getattr(module, "outcomes", None)
        if site.value.empties and not module.RULE.code.startswith(whole_plans):
            continue
        for outcome in ask(site) if ask is not None else ():
            if outcome.safety is Safety.SAFE:
                found: Outcome = outcome
                return found
            # what may be new style says less than what cannot be
            if best is None or (rank[outcome.safety], not outcome.definite) < (rank[best.safety], not best.definite):
                best = outcome
    return best


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

"""The outcome of a whole representation: one fix for a container and every place its elements reach."""

from __future__ import annotations

from dataclasses import replace

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.syntax import Node
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.follow import trace_container
from rundata_migrate.translate.forms import settle
from rundata_migrate.translate.handlers import exception_change
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.ports import carry_out, doubt_of, message_of
from rundata_migrate.translate.tidy import tidied
from rundata_migrate.translate.trace import Blocker, Group, Trace

_KIND_RULES = (
    ("ordering", "RD303", "elements are ordered as pairs of key and value now"),
    ("call", "RD305", "the function is given keys and values now"),
    ("position", "RD304", "elements are taken by position from the dict now"),
    ("loop", "RD301", "the loop goes over the dict now"),
    ("comprehension", "RD302", "the comprehension goes over the dict now"),
)


_SHIMMED = frozenset({"RD304", "RD306", "RD307", "RD401", "RD402"})
"""What the shim's entity lists serve: reading. Writing to them would not reach the run."""


def trace_of(site: Site) -> Trace:
    """Where the site's elements go, found once."""
    known = site.context.traces.get(site.node)
    if known is not None:
        return known[1]
    if site.trace is None:
        site.trace = trace_container(site)
    return site.trace


def group_of(site: Site) -> Group | None:
    """What goes together with the site, if its elements pass through functions or variables."""
    return site.context.groups.get(trace_of(site))


def spelled(trace: Trace) -> list[Edit]:
    """Choose a form for each stretch and spell it; call once, when nothing blocks."""
    settle(trace.stretches, trace.links)
    trace.spell()
    return trace.edits


def generic_outcomes(site: Site, rule: str) -> list[Outcome]:
    """The site's generic outcome, if it belongs to this rule."""
    trace = trace_of(site)
    if trace.outcomes is None:  # a trace is spelled once, whoever asks first
        trace.outcomes = _generic(site, trace)
    return [outcome for outcome in trace.outcomes if outcome.rule == rule]


def _generic(site: Site, trace: Trace) -> list[Outcome]:
    group = group_of(site)
    if group is not None and not group.reason:
        return [_joint(site, group)]
    if not trace.is_old_style:
        return []  # nothing is read as an entity: new code looks the same
    if trace.new_style:
        blocker = Blocker("RD408", trace.new_style[0], "the same name is read as an entity and as a key")
        return [_left(site, blocker)]
    if trace.blockers:
        return [_left(site, trace.blockers[0])]
    rule, message = next(
        ((code, text) for kind, code, text in _KIND_RULES if kind in trace.kinds),
        ("RD302", "elements are read from the dict now"),
    )
    doubts: list[str] = []
    edits: list[Edit] = []
    for node, old, new in trace.exceptions:
        verdict = exception_change(site.context, node, old, new)  # type: ignore[arg-type]
        if not verdict.possible:
            return [_left(site, Blocker("RD402", node, verdict.reason))]
        edits.extend(verdict.edits)
        if verdict.doubt:
            doubts.append(verdict.doubt)
    edits.extend(spelled(trace))
    if _reads_namespace(site.context, site.node, edits):
        doubts.append("the function reads its own variables by `locals()`, `eval` or the like")
    reason = "; ".join(doubts)
    safety = Safety.UNSAFE if reason else Safety.SAFE
    short = tuple(tidied(site.context, list(dict.fromkeys(edits)), trace.spelled_anew))
    return [Outcome(rule, message, safety, short, site.node, reason, reserve=list(trace.reserved))]


def _joint(site: Site, group: Group) -> Outcome:
    """The one outcome for all containers whose elements pass through the same functions."""
    if group.outcome is None:
        edits = carry_out(site.context, group)
        if group.reason:
            return _left(site, Blocker(group.rule, site.node, group.reason))
        reason = doubt_of(site.context, group)
        if any(_reads_namespace(site.context, node, edits) for node in group.sites):
            reason = "a function reads its own variables by `locals()`, `eval` or the like"
        safety = Safety.UNSAFE if reason else Safety.SAFE
        reserve = list(group.traces[0].reserved)
        edits = tidied(site.context, edits, [node for trace in group.traces for node in trace.spelled_anew])
        group.outcome = Outcome(group.rule, message_of(group), safety, tuple(edits), None, reason, reserve=reserve)
    return replace(group.outcome, node=site.node, partners=group.sites)


def _left(site: Site, blocker: Blocker) -> Outcome:
    messages = {
        "RD304": "an element is taken by an index of unknown type",
        "RD306": "an entity goes through a function, and not all of its uses are understood",
        "RD307": "an entity is kept, and not all of its uses are understood",
        "RD401": "an entity's timestamp or step is read",
        "RD402": "an entity is used whole",
        "RD403": "a list operation on entities",
        "RD408": "what is read here may not always be an entity",
        "RD501": "an annotation says that this holds entities",
    }
    return Outcome(
        blocker.rule,
        messages[blocker.rule],
        Safety.MANUAL,
        (),
        blocker.node if blocker.rule in ("RD401", "RD403") else site.node,
        blocker.reason,
        blocker.proposal or proposal(site, blocker.rule),
        shim=shim_edits(site) if _may_use_shim(site, blocker) else (),
    )


def _may_use_shim(site: Site, blocker: Blocker) -> bool:
    return blocker.rule in _SHIMMED and all(one.shim for one in trace_of(site).blockers)


def proposal(site: Site, rule: str) -> str | None:
    """Code to consider for what is left."""
    code = " ".join(site.context.tree.code(site.node).split())
    if rule in ("RD306", "RD307", "RD402", "RD403"):
        return f"`for key, value in {code}.items()`, or `rundata_compat.entities(run.data)` for entities"
    return None


def shim_edits(site: Site) -> tuple[Edit, ...]:
    """``run.data.metrics`` -> ``rundata_compat.entities(run.data).metrics``, where it is written out."""
    node = site.node
    if not isinstance(node, cst.Attribute) or site.value.container is None:
        return ()
    if isinstance(site.context.tree.parent(node), (cst.AssignTarget, cst.Del)):
        return ()
    start, end = site.context.tree.span(node.value)
    return (Edit(start, start, "rundata_compat.entities("), Edit(end, end, ")"))


def _reads_namespace(context: Context, node: Node, edits: list[Edit]) -> bool:
    """Whether the node's function looks at its own variables by name, so that new ones would show."""
    if not any(edit.text.isidentifier() or ", " in edit.text for edit in edits):
        return False
    return context.tree.function_of(node) in context.namespace_readers

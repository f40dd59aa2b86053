"""What passes from one function to another, or is kept in a variable: both sides are rewritten together, or not at all.

An entity that a function is handed, or gives, may have any number of sources and uses, in any number of files. A port
joins them: every call that hands something to the parameter, every ``return``, must hand on an entity that is
followed from its container; every use on the other side must be understood. Then all of them change together:
``show(metric)`` becomes ``show(key, value)``, ``return metric`` becomes ``return value``. If one of them cannot be
followed nothing changes, and each container is named with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.lattice import CONTAINER
from rundata_migrate.syntax import Expression, Node, is_none
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.follow import trace_container, trace_port
from rundata_migrate.translate.forms import GROUPS, ITEMS, KEYS, LIST, ONE, VALUES, settle
from rundata_migrate.translate.group_lookups import with_lookup
from rundata_migrate.translate.handlers import exception_change
from rundata_migrate.translate.holder import Holder
from rundata_migrate.translate.passages import Passages
from rundata_migrate.translate.port_text import annotation_problem, is_by_keyword, result_edits, source_edits
from rundata_migrate.translate.trace import PARAMETER, Group, HandOver, Port, PortKey, Trace

_MOST_ATTEMPTS = 5
_MOST_SAID = 12


def join_traces(context: Context, sites: Iterable[Site]) -> None:
    """Follow every site, and what its entities pass through; the context knows the traces and their groups then."""
    _Ports(context, [site for site in sites if site.value.kind == CONTAINER])


class _Ports:
    """The ports of a program, and the traces that they join."""

    def __init__(self, context: Context, sites: list[Site]) -> None:
        """Follow until it is known through which ports None may come."""
        self._passages = Passages(context)
        self._optional: set[PortKey] = set()
        for _ in range(_MOST_ATTEMPTS):
            self._follow(sites)
            again = {key for key, port in self._ports.items() if self._is_optional(port)} - self._optional
            if not again:
                break
            self._optional |= again
        context.traces = {site.node: (site, trace) for site, trace in zip(sites, self._traces, strict=True)}
        for group in self._grouped():
            _judge(self._passages, group)
            context.groups.update(dict.fromkeys(group.traces, group))

    # -- following ------------------------------------------------------------------------------

    def _follow(self, sites: list[Site]) -> None:
        """Follow the sites, then what comes out of each port that something was handed over to, until all are done."""
        self._sources: dict[PortKey, list[HandOver]] = {}
        """In the order in which they were met; the list of those that have been followed goes on growing."""
        self._ports: dict[PortKey, Port] = {}
        self._traces = []
        for site in sites:
            self._traces.append(self._taken(trace_container(site, self._passages)))
        while len(self._ports) < len(self._sources):
            for key in list(self._sources)[len(self._ports) :]:
                sources = self._sources[key]
                trace = self._taken(trace_port(self._passages, key, sources, key in self._optional))
                users = sum(len(self._passages.results_of(one)) for one in key.functions)
                self._ports[key] = Port(key, sources, trace, users)
                self._pull(self._ports[key])

    def _taken(self, trace: Trace) -> Trace:
        for one in trace.hand_overs:
            self._sources.setdefault(one.port, []).append(one)
        return trace

    def _pull(self, port: Port) -> None:
        """Follow the lists and dicts that are filled where the port leads."""
        if not port.trace.fills:
            return
        given: Iterable[Node] = port.holder.stored if port.holder is not None else ()
        if port.key.kind == PARAMETER:
            given = self._passages.arguments(port.key)
        for node in given:
            found = self._holder_at(node, port.key.shape)
            if found is not None and not self._passages.holder_problem(*found):
                self._sources.setdefault(self._passages.key_of(*found), [])

    def _holder_at(self, node: Node, shape: str) -> tuple[Holder, str] | None:
        if shape == LIST and isinstance(node, (cst.Subscript, cst.Call)):
            return self._passages.holders.list_at(node)
        holder = self._passages.holders.of_use(node)
        return (holder, shape) if holder is not None else None

    def _is_optional(self, port: Port) -> bool:
        return any(source.optional for source in port.sources) or self._passages.starts_as_none(port.key)

    def _grouped(self) -> Iterable[Group]:
        """Traces that hand over to the same ports, directly or by way of others, are of one group."""
        parent: dict[Trace, Trace] = {}

        def root(one: Trace) -> Trace:
            while parent.setdefault(one, one) is not one:
                one = parent[one]
            return one

        for port in self._ports.values():
            for source in port.sources:
                parent[root(source.trace)] = root(port.trace)
        groups: dict[Trace, Group] = {}
        for port in self._ports.values():
            group = groups.setdefault(root(port.trace), Group())
            group.ports.append(port)
            group.traces.append(port.trace)
        for trace in self._traces:
            if trace in parent:
                groups[root(trace)].traces.append(trace)
        return groups.values()


# -- may it be changed? ---------------------------------------------------------------------------


def _judge(passages: Passages, group: Group) -> None:
    """Find out whether everything is followed, and choose the forms; tell the traces what is in the way."""
    group.reason = next(_reasons(passages, group), "")
    if not group.reason:
        _settle(group)
        group.reason = next(_form_reasons(passages, group), "")
    if not group.reason:
        return
    has_evidence = any(trace.evidence for trace in group.traces)
    for port in group.ports:
        rule, reason = "RD306", group.reason
        if port.holder is not None:
            rule, reason = "RD307", f"it is kept in {port.key.shown}: {group.reason}"
        for source in port.sources:
            source.trace.block(rule, source.node, reason)
            if has_evidence:
                source.trace.evidence.append(source.node)


def _reasons(passages: Passages, group: Group) -> Iterator[str]:
    for port in group.ports:
        yield from _port_reasons(passages, port)
    stores = {port.trace for port in group.ports if port.holder is not None}
    for trace in group.traces:
        yield from _trace_reasons(passages, trace, is_store=trace in stores)
    if not any(trace.evidence for trace in group.traces):
        yield "nothing shows that it is an entity"


def _port_reasons(passages: Passages, port: Port) -> Iterator[str]:
    if port.holder is not None and port.holder.problem:
        yield port.holder.problem
    if port.key.is_several and any(source.optional for source in port.sources):
        yield f"what {port.key.shown} is given may be None"
    other = _uncovered(passages, port)
    where = passages.tree.where(other) if other is not None else ""
    if where and port.holder is not None:
        yield f"{port.key.shown} is given something else, {where}"
    elif where:
        verb = "is handed" if port.key.kind == PARAMETER else "gives"
        yield f"{port.key.function.name.value}() {verb} something else, {where}"
    if port.holder is not None and len(port.holder.reads) <= len(port.trace.fills):
        yield f"nobody is seen to read {port.key.shown}"


def _uncovered(passages: Passages, port: Port) -> Node | None:
    """What goes into the port that is not followed: an argument, a call that hides it, something returned."""
    covered = {source.node for source in port.sources}
    every = [*port.trace.fills, *passages.given(port.key)]
    return next((one for one in every if one not in covered and not _is_nothing(passages, one, port)), None)


def _is_nothing(passages: Passages, given: Node, port: Port) -> bool:
    """Whether there is no entity in what is given: None, or an empty list or dict."""
    if port.holder is None and is_none(given):
        return True
    is_group = port.key.shape == GROUPS and given in port.trace.fills
    return passages.holders.is_empty(given, LIST if is_group else port.key.shape)


def _trace_reasons(passages: Passages, trace: Trace, is_store: bool) -> Iterator[str]:
    where = passages.tree.where
    for blocker in trace.blockers:
        yield f"{blocker.reason}, {where(blocker.node)}"
    if trace.new_style:
        yield f"it is read as a key too, {where(trace.new_style[0])}"
    if trace.exceptions and not (is_store and all(_may_raise(passages, *one) for one in trace.exceptions)):
        yield "it may be None where it is read"


def _may_raise(passages: Passages, node: Node, old: str, new: str) -> bool:
    """Whether what is read of a variable may raise another exception now, since nobody looks at it."""
    if passages.asks_for_attributes:
        return False
    verdict = exception_change(passages.context, cast("Expression", node), old, new)
    return verdict.possible and not verdict.edits and not verdict.doubt


def _settle(group: Group) -> None:
    links = [link for trace in group.traces for link in trace.links]
    for port in group.ports:
        for source in port.sources:
            links.append((source.stretch, port.stretch))
            if source.whole_text is None:  # nothing between the two could spell it anew
                links.append((port.stretch, source.stretch))
                port.stretch.forbidden |= source.stretch.forbidden
                source.stretch.forbidden |= port.stretch.forbidden
    settle([stretch for trace in group.traces for stretch in trace.stretches], links)


def _form_reasons(passages: Passages, group: Group) -> Iterator[str]:
    for port in group.ports:
        if port.stretch.form == ITEMS and port.key.shape == ONE and port.key.kind == PARAMETER:
            if port.trace.is_tested_whole:
                yield f"the parameter of {port.key.function.name.value}() is tested as a whole"
            if any(one.params.star_kwarg is not None for one in port.key.functions):
                yield f"{port.key.function.name.value}() takes any keyword, the new parameters' names too"
        problem = annotation_problem(passages, port)
        if problem:
            yield problem


# -- what becomes of it ---------------------------------------------------------------------------


def carry_out(context: Context, group: Group) -> list[Edit]:
    """The edits of all traces; call once, when nothing is in the way."""
    reserved: list[tuple[str, tuple[int, int]]] = []
    for trace in group.traces:
        trace.reserved = reserved  # names for one function may come from several traces
        trace.spell()
    for port in group.ports:
        port.trace.edits += result_edits(context, port)
    edits = []
    for trace in group.traces:
        site = context.traces[trace.root][0] if trace.root is not None else None
        edits += with_lookup(site, trace) if site is not None else trace.edits
    for port in group.ports:
        if port.trace.names_differ and any(is_by_keyword(context, source) for source in port.sources):
            group.reason = f"the methods {port.key.function.name.value}() have no new parameter names in common"
            return []
        for source in port.sources:
            edits += source_edits(context, port, source)
    return _with_stars(list(dict.fromkeys(edits)))


def _with_stars(edits: list[Edit]) -> list[Edit]:
    """The edits, each ``*`` of an argument put in front of what another puts there: ``*list(``."""
    stars = {edit.start for edit in edits if edit == Edit(edit.start, edit.start, "*")}
    others = [edit for edit in edits if edit != Edit(edit.start, edit.start, "*")]
    found = []
    for edit in others:
        found.append(Edit(edit.start, edit.end, f"*{edit.text}") if edit.start in stars else edit)
        stars.discard(edit.start)
    return [*found, *(Edit(at, at, "*") for at in sorted(stars))]


def doubt_of(context: Context, group: Group) -> str:
    """Why the fix is not safe: functions whose callers may be in other projects; empty if there are none."""
    if not context.is_distribution:
        return ""
    for function in dict.fromkeys(function for port in group.ports for function in port.key.functions):
        name = function.name.value
        offered = context.values.classes.owner_class(function) or function
        if (not name.startswith("_") or name == "__init__") and context.values.modules.is_exported(offered):
            shown = offered.name.value
            return f"{shown} is offered to other projects, whose calls would have to change too"
    return ""


def message_of(group: Group) -> str:
    """What happens to whom."""
    said = list(dict.fromkeys(_message(port) for port in group.ports))
    more = f", and {len(said) - _MOST_SAID} more like these" if len(said) > _MOST_SAID else ""
    return ", ".join(said[:_MOST_SAID]) + more


def _message(port: Port) -> str:
    what = {KEYS: "the key", VALUES: "the value", ITEMS: "key and value"}[port.stretch.form]
    many = " of each" if port.key.is_several else ""
    if port.holder is not None:
        return f"{port.key.shown} holds {what}{many} now"
    verb = "takes" if port.key.kind == PARAMETER else "gives"
    name = port.key.function.name.value
    return f"{name}() {verb} {what}{many} now ({port.users} call{'s' * (port.users != 1)})"

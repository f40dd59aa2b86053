"""Following entities from a container, or from a port, to all that is done with them; what is found is a `Trace`."""

from __future__ import annotations

from rundata_migrate.findings import Edit
from rundata_migrate.flow.lattice import ENTITY, UNKNOWN_VALUE, Value
from rundata_migrate.syntax import Expression
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.follow.entities import follow_single
from rundata_migrate.translate.follow.mappings import follow_keyed
from rundata_migrate.translate.follow.outlets import follow_port
from rundata_migrate.translate.follow.sequences import follow_several
from rundata_migrate.translate.follow.variables import follow_named
from rundata_migrate.translate.follow.walk import PLAIN, Follower, Keyed, Manner, Named, Several, Single, Walk
from rundata_migrate.translate.forms import GROUPS, ITEMS, KEYS, VALUES
from rundata_migrate.translate.passages import Passages
from rundata_migrate.translate.text import append_call
from rundata_migrate.translate.trace import PARAMETER, HandOver, PortKey, Trace

_FOLLOWERS: dict[type, Follower] = {
    Several: follow_several,
    Single: follow_single,
    Keyed: follow_keyed,
    Named: follow_named,
}


def trace_container(site: Site, passages: Passages | None = None, manner: Manner = PLAIN) -> Trace:
    """Follow the elements of a container. Without ``passages`` what goes to another function is not followed."""
    walk = Walk(site.context, Trace(site.node, site.value.container), _FOLLOWERS, passages, manner)
    start = walk.stretch()
    walk.follow(Several(site.node, start))
    start.emitters.append(lambda form: walk.trace.edits.extend(_container_edits(site, walk.trace, form)))
    return walk.trace


def trace_entity(site: Site, taken: Expression, optional: bool, manner: Manner = PLAIN) -> Trace:
    """Follow the one entity that an expression takes out of the container."""
    walk = Walk(site.context, Trace(site.node, site.value.container), _FOLLOWERS, manner=manner)
    walk.follow(Single(taken, walk.stretch(), optional))
    return walk.trace


def trace_port(passages: Passages, key: PortKey, sources: list[HandOver], optional: bool) -> Trace:
    """Follow what comes out of a port; ``sources`` are known to go in, and what does may be None (``optional``)."""
    trace = Trace(None, _container_of(passages, key, sources))
    walk = Walk(passages.context, trace, _FOLLOWERS, passages, port=key)
    follow_port(walk, key, walk.stretch(), optional)
    return trace


def _container_edits(site: Site, trace: Trace, form: str) -> list[Edit]:
    """What the container itself becomes: ``C``, ``C.values()``, ``list(C.items())``; empty lists beside it too."""
    context: Context = site.context
    call = {KEYS: "", VALUES: "values()", ITEMS: "items()"}[form]
    wrap = ("", "")
    if trace.needs_list:
        wrap = ("list(", ")") if context.has_builtin("list", site.node) else ("[*", "]")
    empties = [Edit(*context.tree.inner_span(literal), "{}") for literal in site.value.empties] if call else []
    return [*append_call(context.tree, site.node, call, wrap), *empties]


def _container_of(passages: Passages, key: PortKey, sources: list[HandOver]) -> str | None:
    """Which container all that goes into a port comes from; None where that differs or is not known."""
    containers = {source.trace.container for source in sources}
    if key.holder is None:
        containers = {value.container if value.kind == ENTITY else None for value in _values_of(passages, key)}
    return next(iter(containers)) if len(containers) == 1 else None


def _values_of(passages: Passages, key: PortKey) -> list[Value]:
    """What flow knows of the entities in a port, one for each function."""
    values, names = passages.values, passages.context.names
    if key.kind == PARAMETER:
        params = [passages.parameters(one)[key.index] for one in key.functions]
        found = [values.of_binding(names.binding_of_target[param]) for param in params]
    else:
        found = [values.result_of(one) for one in key.functions]
    for _ in range(2 if key.shape == GROUPS else key.is_several):
        found = [value.inner or UNKNOWN_VALUE for value in found]
    return found

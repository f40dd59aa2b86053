"""Timestamps and steps from the metric's history: the Metric that MLflow itself chose, written out.

A container of metrics shows one Metric of each key's history. Which one, as read in the packages (below ``mlflow/``):

- 0.9.1: the latest timestamp, then the largest value. ``store/file_store.py`` (``_get_metric_from_file``: ``max`` of
  such pairs), ``store/dbmodels/models.py`` (``_create_entity``).
- 1.0.0: the largest step, then timestamp, then value. ``store/file_store.py`` (``_get_metric_from_file``: ``max`` by
  these three), ``store/dbmodels/models.py`` (``SqlRun.to_mlflow_entity``).
- 1.30.1, 2.22.5 and 3.17.2: the same. ``store/tracking/file_store.py`` (``_get_metric_from_file``),
  ``store/tracking/sqlalchemy_store.py`` (``_compare_metrics``, applied as each value is logged; NaN is stored and
  compared as 0, and read as NaN, so that ``max`` may choose another value of the same step and timestamp).

The REST store asks a server that has one of these. ``get_metric_history`` of the file stores gives the lines of the
same file in the same order, so that ``max`` with the same key chooses the same one, NaN or not. Metrics that 0.9.1
logged have no step, which newer versions read as 0 (``_get_metric_from_line``): for them the old and the new choice
are the same.

For a missing key ``get_metric_history`` raises MlflowException (file stores of 1.0.0 and 1.30.1) or gives nothing
(those of 2.22.5 and 3.17.2, and the SQL stores), which ``max`` turns into a ValueError. A key that
``run.data.metrics`` has is not missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.mlflow_api import HISTORY, PRIVATE_READS
from rundata_migrate.syntax import (
    Expression,
    Node,
    attribute_of,
    conjuncts,
    index_of,
    integer_of,
    is_chain,
    is_constant,
)
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import shim_edits, trace_of
from rundata_migrate.translate.handlers import exception_change
from rundata_migrate.translate.keyed import compares_oddly, key_is_settled, key_moves, key_text, operand_text
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.run_origin import RunOrigin, run_origin
from rundata_migrate.translate.scan import Scan, key_of, result_role, scan_at, taken_from
from rundata_migrate.translate.text import ATOM, append_call, flat, glue, replace_node
from rundata_migrate.translate.trace import Blocker

_LOGGING = frozenset({"log_metric", "log_metrics", "log_batch", "autolog"})
_SERVED = frozenset({"RD304", "RD307", "RD401", "RD402", "RD408", "RD501"})
"""What MLflow's own Metric objects serve as well as the old ones did."""


@dataclass
class _Fix:
    """One way to write it out."""

    edits: list[Edit]
    calls: str
    """`` for each metric`` where the tracking server is asked more than once."""
    doubt: str = ""
    names: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Names that the fix binds, and where."""


def history_outcome(site: Site) -> Outcome | None:
    """The unsafe fix of a site whose elements' timestamps or steps are read; None where it has none.

    Only where the client that fetched the run is known, nothing logs metrics between, and the entities are only read.
    """
    stamp = _stamp_read(site)
    if stamp is None:
        return None
    origin = run_origin(site)
    if origin is None or not _may_be_written(site) or _logs_between(site, origin):
        return None
    fix = next((fix for fix in _ways(site, origin) if fix is not None), None)
    if fix is None:
        return None
    return Outcome(
        "RD401",
        "an entity's timestamp or step is read: the metric is taken from its history now",
        Safety.UNSAFE,
        tuple(fix.edits),
        stamp.node,
        _reason(fix, origin),
        stamp.proposal,
        reserve=list(fix.names),
        shim=shim_edits(site),
        shim_message=f"an entity's timestamp or step is read: {stamp.reason}",
    )


def _stamp_read(site: Site) -> Blocker | None:
    """The read of a timestamp or step, if that and nothing worse is what stands in the way of a dict."""
    if site.value.container != "metrics":
        return None
    plan = trace_of(site)
    if not plan.is_old_style or plan.new_style:
        return None
    if any(one.rule not in _SERVED or not one.shim for one in plan.blockers):
        return None
    return next((one for one in plan.blockers if one.rule == "RD401"), None)


def _may_be_written(site: Site) -> bool:
    context = site.context
    in_class = context.names.scope_at(site.node).function_scope().kind == "class"
    return context.has_builtin("max", site.node) and not in_class


def _reason(fix: _Fix, origin: RunOrigin) -> str:
    parts = [
        f"the tracking server is asked once more{fix.calls}, and answers with what was logged since, too",
        "MLflow 1.0 and later choose by the largest step, then timestamp, then value, where 0.9.1 chose by the latest "
        "timestamp, then the largest value",
        "in a SQL store the value may be another where a NaN has the step and timestamp of a number",
    ]
    if origin.is_new_client:
        parts.append("a new client asks the tracking URI of that moment")
    if fix.doubt:
        parts.append(fix.doubt)
    return "; ".join(parts)


def _logs_between(site: Site, origin: RunOrigin) -> bool:
    """Whether metrics are plainly logged after the run was fetched and before its container is read."""
    tree = site.context.tree
    here, there = _function_of(site, site.node), _function_of(site, origin.fetch)
    read, fetched = tree.inner_span(site.node)[0], tree.inner_span(origin.fetch)[0]
    # what a loop goes over is read once
    # where the container is read in a loop, what is logged further down in it comes before the next read
    loops = [
        one
        for one in tree.ancestors(site.node)
        if isinstance(one, cst.While) or (isinstance(one, cst.For) and not tree.is_inside(site.node, one.iter))
    ]
    again = [one for one in loops if not tree.is_inside(origin.fetch, one)]

    def is_between(call: cst.Call) -> bool:
        at, function = tree.inner_span(call)[0], _function_of(site, call)
        if function is here and any(tree.is_inside(call, loop) for loop in again):
            return True
        if here is there:
            return function is here and fetched < at < read
        return (function is here and at < read) or (function is there and fetched < at)

    return any(is_between(call) for name in _LOGGING for call in site.context.names.index.calls(name))


def _function_of(site: Site, node: Node) -> Node:
    tree = site.context.tree
    return next(
        (above for above in tree.ancestors(node) if isinstance(above, cst.FunctionDef)), tree.document_of(node).module
    )


# -- the ways to write it ---------------------------------------------------------------------


def _ways(site: Site, origin: RunOrigin) -> Iterator[_Fix | None]:
    """From the one that asks least of the server to the one that always does."""
    scan = scan_at(site)
    if scan is not None:
        yield _one_of_key(site, origin, scan)
        yield _in_scan(site, origin, scan)
        yield _over_one(site, origin, scan)
    yield _one_at_position(site, origin)
    yield _filtered_loop(site, origin)
    yield _all(site, origin)


def _chosen(origin: RunOrigin, key: str) -> str:
    return HISTORY.format(client=origin.client, run_id=origin.run_id, key=key)


def _one_of_key(site: Site, origin: RunOrigin, scan: Scan) -> _Fix | None:
    """``[m for m in C if m.key == K][0]`` -> ``max(client.get_metric_history(run.info.run_id, K), ...)``."""
    context, key = site.context, scan.key
    taken = taken_from(context, scan)
    if taken is None or key is None or taken.default is not None or taken.raises is None or not scan.is_lookup:
        return None
    tail = ""
    if result_role(scan) != "entity":
        parts = attribute_of(scan.result)
        if parts is None or not isinstance(parts[0], cst.Name) or parts[0].value != scan.variable.name:
            return None
        tail = f".{PRIVATE_READS.get(parts[1], parts[1])}"
    if not _moves(site, scan, key) or not _nobody_catches(site, taken.node, taken.raises):
        return None
    if context.tree.has_comment(*context.tree.span(taken.node)):
        return None
    text = _chosen(origin, key_text(site, key)) + tail
    doubt = f"a missing key raises ValueError or MlflowException instead of {taken.raises}"
    return _Fix([replace_node(context.tree, taken.node, text, ATOM)], "", doubt)


def _moves(site: Site, scan: Scan, key: Expression) -> bool:
    plain = is_constant(key) or is_chain(key)
    return plain and key_moves(site, scan.whole, key) and not compares_oddly(site, key)


def _nobody_catches(site: Site, node: Expression, raises: str) -> bool:
    """Whether no handler can tell the exceptions of a missing key: the old one, ValueError and MlflowException."""
    context = site.context
    verdict = exception_change(context, node, raises, "ValueError")
    if not verdict.possible or verdict.edits or verdict.doubt:
        return False
    for handler in context.tree.order:
        if not isinstance(handler, (cst.ExceptHandler, cst.ExceptStarHandler)) or handler.type is None:
            continue
        caught = [element.value for element in handler.type.elements] if isinstance(handler.type, cst.Tuple) else []
        if any(context.values.dotted(one).startswith("mlflow.") for one in (handler.type, *caught)):
            return False
    return True


def _in_scan(site: Site, origin: RunOrigin, scan: Scan) -> _Fix | None:
    """``[m for m in C if m.key == K]`` -> ``[max(...) for key in C if key == K]``; ``[m.step for m in C]`` likewise.

    Only where the element is named once as the result, and else in the one condition on the key.
    """
    tree = site.context.tree
    comp, target = scan.whole, scan.variable.node
    if not isinstance(comp, (cst.ListComp, cst.GeneratorExp)) or not isinstance(target, cst.Name) or scan.others:
        return None
    if scan.key is not None and not _moves(site, scan, scan.key):
        return None
    parts = attribute_of(comp.elt)
    element = parts[0] if parts is not None else comp.elt
    in_conditions = [use for use in scan.variable.uses if use is not element]
    if element not in scan.variable.uses or len(in_conditions) != len(scan.conditions):
        return None
    reserved = _fresh(site, tree.span(comp), scan)
    name = reserved[0]
    edits = [
        Edit(*tree.span(element), glue(tree, tree.span(element)[0], _chosen(origin, name))),
        Edit(*tree.span(target), name),
    ]
    for use in in_conditions:
        read = tree.parent(use)
        assert read is not None
        edits.append(Edit(*tree.span(read), glue(tree, tree.span(read)[0], name)))
    return _Fix(edits, "" if scan.key is not None else " for each metric", names=(reserved,))


def _over_one(site: Site, origin: RunOrigin, scan: Scan) -> _Fix | None:
    """``[f(m) for m in C if m.key == K]`` -> ``[f(m) for m in [max(...) for key in C if key == K]]``."""
    if scan.key is None or not _moves(site, scan, scan.key):
        return None
    fix = _narrowed(site, origin, scan.key)
    comp = scan.whole
    if isinstance(comp, (cst.ListComp, cst.GeneratorExp, cst.SetComp)) and scan.is_lookup:
        tree = site.context.tree
        start, end = tree.span(comp.for_in.iter)[1], tree.span(comp.for_in.ifs[-1])[1]
        if not tree.has_comment(start, end):
            fix.edits.append(Edit(start, end, ""))
    return fix


def _narrowed(site: Site, origin: RunOrigin, key: Expression) -> _Fix:
    """``C`` -> ``[max(...) for key in C if key == K]``, where only the element of that key is of interest."""
    reserved = _fresh(site, site.context.tree.span(site.node))
    name = reserved[0]
    text = operand_text(site, key)
    return _Fix(_wrapped(site, origin, name, f" if {name} == {text}]"), "", names=(reserved,))


def _one_at_position(site: Site, origin: RunOrigin) -> _Fix | None:
    """``C[0]`` -> ``max(client.get_metric_history(run.info.run_id, list(C)[0]), ...)``."""
    tree = site.context.tree
    parent = tree.parent(site.node)
    index = index_of(parent)
    if not isinstance(parent, cst.Subscript) or parent.value is not site.node or integer_of(index) is None:
        return None
    if index is None or not site.context.has_builtin("list", site.node) or tree.has_comment(*tree.span(parent)):
        return None
    key = f"list({flat(tree.inner_code(site.node))})[{tree.code(index)}]"
    return _Fix([replace_node(tree, parent, _chosen(origin, key), ATOM)], "")


def _filtered_loop(site: Site, origin: RunOrigin) -> _Fix | None:
    """``for m in C: if m.key == K: ...`` goes over the one metric, if there is nothing else in the loop."""
    context = site.context
    tree = context.tree
    loop = tree.parent(site.node)
    if not isinstance(loop, cst.For) or loop.iter is not site.node or not isinstance(loop.target, cst.Name):
        return None
    body = loop.body.body
    test = body[0] if len(body) == 1 else None
    if not isinstance(test, cst.If) or test.orelse is not None:
        return None
    variable = context.names.binding_of_target.get(loop.target)
    key = key_of(conjuncts(test.test)[0], loop.target.value)
    if variable is None or key is None or not all(tree.is_inside(use, test) for use in variable.uses):
        return None
    if not is_constant(key) and not _stays(site, key, loop):
        return None
    return _narrowed(site, origin, key)


def _stays(site: Site, key: Expression, loop: cst.For) -> bool:
    """Whether K, read before the loop, is what it is in the loop."""
    if not isinstance(key, cst.Name) or not key_is_settled(site, key) or compares_oddly(site, key):
        return False
    slot = site.context.names.slot(key)
    return not any(site.context.tree.is_inside(binding.node, loop) for binding in slot.bindings)


def _all(site: Site, origin: RunOrigin) -> _Fix:
    """``C`` -> ``[max(...) for key in C]``: a list of MLflow's own Metric objects, in the same order."""
    reserved = _fresh(site, site.context.tree.span(site.node))
    return _Fix(_wrapped(site, origin, reserved[0], "]"), " for each metric", names=(reserved,))


def _wrapped(site: Site, origin: RunOrigin, name: str, end: str) -> list[Edit]:
    return append_call(site.context.tree, site.node, "", (f"[{_chosen(origin, name)} for {name} in ", end))


def _fresh(site: Site, span: tuple[int, int], scan: Scan | None = None) -> tuple[str, tuple[int, int]]:
    """A name for the keys, and where it lives."""
    wanted = ["key", "metric_key", "run_metric_key"]
    scope = scan.variable.scope if scan is not None else site.context.names.scope_at(site.node)
    uses = scan.variable.uses if scan is not None else ()
    replaced = scan.variable if scan is not None else None
    return site.context.fresh.pick(wanted, scope, uses, span, replaced), span

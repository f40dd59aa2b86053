"""A function that looks one entity up and gives it: ``C.get(K)`` where the group made values of its entities."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.lattice import ENTITY
from rundata_migrate.syntax import Expression, is_constant, is_none
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.evaluation import may_be_evaluated_anyway
from rundata_migrate.translate.forms import VALUES
from rundata_migrate.translate.handlers import exception_change, handler_is_near
from rundata_migrate.translate.keyed import compares_oddly, has_comment, item_text, key_moves, key_text
from rundata_migrate.translate.scan import Scan, Taken, result_role, scan_at, taken_from
from rundata_migrate.translate.text import ATOM, as_base, replace_node
from rundata_migrate.translate.trace import Trace


def with_lookup(site: Site, trace: Trace) -> list[Edit]:
    """The edits of a trace that has been spelled, with its scan for one key written as a lookup where that is the same.

    A scan whose exception would become another one that somebody may catch stays a scan.
    """
    edits = trace.edits
    scan = scan_at(site)
    if scan is None or not scan.is_lookup or result_role(scan) != "entity" or site.value.empties:
        return edits
    taken = taken_from(site.context, scan)
    if taken is None or trace.form_of(taken.node) != VALUES or not _is_plain(site, scan, taken):
        return edits
    assert scan.key is not None
    start, end = site.context.tree.span(taken.node)
    rest = [edit for edit in edits if edit.end <= start or end <= edit.start]
    if taken.raises is None:
        text = f"{as_base(site.context.tree, site.node)}.get({key_text(site, scan.key)})"
        return [*rest, replace_node(site.context.tree, taken.node, text, ATOM)]
    verdict = exception_change(site.context, taken.node, taken.raises, "KeyError")
    if not verdict.possible or verdict.doubt:
        return edits
    return [*rest, *verdict.edits, replace_node(site.context.tree, taken.node, item_text(site, scan.key), ATOM)]


def _is_plain(site: Site, scan: Scan, taken: Taken) -> bool:
    """Whether nothing in the scan is lost or moved: a name, a constant or an attribute of a name is looked for."""
    key = scan.key
    if key is None or (taken.default is not None and not is_none(taken.default)):
        return False
    start, end = site.context.tree.span(taken.node)
    if has_comment(site.context.tree.text[start:end]) or compares_oddly(site, key):
        return False
    if taken.raises is None or handler_is_near(site.context, taken.node):
        if not may_be_evaluated_anyway(site.context, key):
            return False
    return _is_still(site, key) and key_moves(site, scan.whole, key)


def _is_still(site: Site, key: Expression) -> bool:
    """Whether no plan has anything to change in the key, and reading it runs no code."""
    if isinstance(key, cst.Attribute):
        is_plain = site.context.values.is_plain_attribute(key)
        return is_plain and isinstance(key.value, cst.Name) and site.context.values.of(key.value).kind != ENTITY
    return is_constant(key) or (isinstance(key, cst.Name) and site.context.values.of(key).kind != ENTITY)

"""How the rows of run data's old dictionary form are read: ``row["key"]`` in the place of ``entity.key``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.syntax import index_of, string_of
from rundata_migrate.translate.follow.reads import read_role
from rundata_migrate.translate.follow.walk import Manner, Use, Walk
from rundata_migrate.translate.forms import KEY, VALUE


def _field(walk: Walk, use: Use, parent: cst.Subscript) -> bool:
    role = string_of(index_of(parent))
    walk.trace.evidence.append(use.node)
    if role in (KEY, VALUE):
        read_role(walk, use, parent, role)
    else:
        walk.block("RD407", parent, f"the dict has no {role or 'such field'}")
    return True


def _no_equal(walk: Walk, use: Use, parent: cst.Attribute) -> bool:
    walk.block("RD407", parent, f"`.{parent.attr.value}` of a row has no equal")
    return True


BY_FIELD = Manner(uses={cst.Subscript: _field, cst.Attribute: _no_equal}, getter="operator.itemgetter")

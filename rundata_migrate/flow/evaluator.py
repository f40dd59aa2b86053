"""What the kinds of values, and the ways to evaluate expressions, ask of the evaluator: all its parts."""

from __future__ import annotations

from typing import Protocol

import libcst as cst

from rundata_migrate.flow.annotations import Annotations
from rundata_migrate.flow.attributes import Attributes
from rundata_migrate.flow.contents import Contents
from rundata_migrate.flow.derived import Derived
from rundata_migrate.flow.knows import Knows
from rundata_migrate.flow.lattice import Value
from rundata_migrate.flow.libraries import Libraries
from rundata_migrate.flow.partials import Partials
from rundata_migrate.flow.records import Records


class Evaluator(Knows, Protocol):
    """The evaluator with all its parts."""

    annotations: Annotations
    attributes: Attributes
    contents: Contents
    derived: Derived
    libraries: Libraries
    partials: Partials
    records: Records

    def by_name(self, base: Value, name: str, node: cst.Call) -> Value:
        """What ``getattr(base, "name")`` gives."""

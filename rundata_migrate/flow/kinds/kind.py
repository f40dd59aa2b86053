"""What can be asked of a value; a kind that says nothing of a question gives the answer that stands here."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.evaluator import Evaluator
from rundata_migrate.flow.lattice import OTHER_VALUE, UNKNOWN_VALUE, Value


class Kind:
    """The questions, and the answers of a value that holds nothing of run data."""

    has_own_attributes = False
    """What its attributes are is known, also where a library that looks like MLflow calls something so."""

    def attribute(self, values: Evaluator, base: Value, node: cst.Attribute) -> Value:
        """What ``base.name`` gives where it stands."""
        return UNKNOWN_VALUE

    def by_name(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value:
        """What ``getattr(base, "name")`` gives."""
        return OTHER_VALUE

    def method(self, values: Evaluator, base: Value, name: str, node: cst.Call) -> Value | None:
        """What ``base.name(...)`` gives; None where ``base.name`` is to be called like any function."""
        return None

    def called(self, values: Evaluator, callee: Value, node: cst.Call) -> Value:
        """What ``callee(...)`` gives."""
        return UNKNOWN_VALUE

    def item(self, values: Evaluator, base: Value, node: cst.Subscript) -> Value:
        """What ``base[index]`` gives."""
        return OTHER_VALUE

    def elements(self, values: Evaluator, base: Value) -> Value:
        """What iterating it gives."""
        return OTHER_VALUE

    def part(self, values: Evaluator, base: Value, position: int) -> Value:
        """What unpacking gives a name at a position."""
        return OTHER_VALUE

    def entered(self, values: Evaluator, base: Value) -> Value:
        """What ``with base as name`` gives."""
        return base

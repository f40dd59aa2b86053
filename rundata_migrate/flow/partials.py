"""Functions that are called through ``functools.partial``, under a name of its own: ``acc = partial(get, "acc")``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.knows import Knows
from rundata_migrate.syntax import Node, only_target

PARTIAL = "functools.partial"


class Partials:
    """The calls of functions through partial functions."""

    def __init__(self, values: Knows) -> None:
        """``values`` evaluates."""
        self._values = values
        self._known: dict[cst.FunctionDef, list[tuple[cst.Call, cst.Call]] | None] = {}

    def calls_of(self, function: cst.FunctionDef) -> list[tuple[cst.Call, cst.Call]] | None:
        """The calls of a function's partials, each as the call of the function that it makes, and as it stands.

        None where the function is handed on otherwise, or a partial goes where it cannot be followed.
        """
        if function not in self._known:
            self._known[function] = self._find(function)
        return self._known[function]

    def _find(self, function: cst.FunctionDef) -> list[tuple[cst.Call, cst.Call]] | None:
        found: list[tuple[cst.Call, cst.Call]] = []
        for use in self._values.calls.handed_on(function):
            made = self._partial_of(use) if use is not None else None
            calls = self._calls(made) if made is not None else None
            if made is None or calls is None:
                return None
            found += [(_joined(made, call), call) for call in calls]
        return found

    def _partial_of(self, use: Node) -> cst.Call | None:
        """``partial(use, ...)``."""
        call, arg = self._values.tree.argument(use)
        if call is None or arg is None or call.args[0] is not arg or arg.star or arg.keyword is not None:
            return None
        return call if self._values.of(call.func).dotted == PARTIAL else None

    def _calls(self, made: cst.Call) -> list[cst.Call] | None:
        tree = self._values.tree
        called = tree.call_of(made)
        if called is not None:
            return [called]
        target = only_target(tree.parent(made))
        binding = self._values.names.binding_of_target.get(target)
        if binding is None or binding.kind != b.ASSIGN or binding.path != () or binding.scope.kind == "class":
            return None
        if binding.name in binding.scope.global_names | binding.scope.nonlocal_names:
            return None
        uses: list[Node] = list(binding.uses)
        if any(self._values.names.slot(use).bindings != {binding} for use in binding.uses):
            return None
        if binding.scope.kind == "module":
            document = tree.document_of(made)
            modules = self._values.modules
            if self._values.escapes.of_partial(made, binding.name):
                return None
            if modules.bindings(document, binding.name) != [binding]:
                return None
            uses += modules.readers(document, binding.name)
        found: list[cst.Call] = []
        for use in uses:
            call = tree.call_of(use)
            if call is None:
                return None
            found.append(call)
        return found


def _joined(made: cst.Call, call: cst.Call) -> cst.Call:
    """The call that comes of calling a partial: its own arguments first, and those keywords that are not given anew."""
    anew = {arg.keyword.value for arg in call.args if arg.keyword is not None}
    kept = [arg for arg in made.args[1:] if arg.keyword is None or arg.keyword.value not in anew]
    every = [*kept, *call.args]
    # libcst wants keywords behind everything else
    return cst.Call(func=made.func, args=sorted(every, key=lambda arg: arg.keyword is not None or arg.star == "**"))

"""Who may use something of the program where nobody sees it, and why: not all callers or readers are known then."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import python_api
from rundata_migrate.findings import Outside
from rundata_migrate.flow.bindings import CLASS, OPAQUE, PARAMETER, Binding
from rundata_migrate.flow.calls import Calls
from rundata_migrate.flow.classes import Classes
from rundata_migrate.flow.modules import Modules
from rundata_migrate.syntax import Node, Tree, last_name


class Escapes:
    """What of a program is used out of sight."""

    def __init__(self, tree: Tree, outside: Outside, classes: Classes, modules: Modules, calls: Calls) -> None:
        """``outside`` says what documents that are not read may use."""
        self._tree = tree
        self._outside = outside
        self._classes = classes
        self._modules = modules
        self._calls = calls

    # -- functions --------------------------------------------------------------------------

    def of_function(self, function: cst.FunctionDef) -> str | None:
        """Why somebody may call a function whose call is not seen; None if all of its calls are."""
        name = function.name.value
        if self.is_called_unread(function):
            return f"{name}() may be called in files that are not read"
        if not self._calls.is_closed(function):
            return f"{name}() is handed on, or found by its name"
        return None

    def is_called_unread(self, function: cst.FunctionDef) -> bool:
        """Whether documents that are not read may call the function."""
        name = function.name.value
        is_method = self._classes.owner_class(function) is not None
        return self._outside.may_call_method(name) if is_method else self._outside.may_use(name)

    @staticmethod
    def is_plain(function: cst.FunctionDef) -> bool:
        """Whether no decorator may call the function, or put it where others find it."""
        return all(is_plain_decorator(one.decorator) for one in function.decorators)

    # -- variables and classes --------------------------------------------------------------

    def of_variable(self, binding: Binding) -> bool:
        """Whether somebody may read a module's variable where that is not seen."""
        return self._outside.may_read_variable(binding.name) or self._is_found(binding.node, binding.name)

    def of_partial(self, made: Node, name: str) -> bool:
        """Whether somebody may call what a module keeps under this name where that is not seen."""
        return self._outside.may_use(name) or self._is_found(made, name)

    def of_class(self, owner: Node, name: str) -> bool:
        """Whether somebody may make an instance of a class where that is not seen."""
        return self._outside.may_use(name) or self._is_found_by_name(owner, name)

    def _is_found(self, definition: Node, name: str) -> bool:
        """Whether a string may name it, its module is a value, or a module finds its names itself."""
        return self._is_found_by_name(definition, name) or self._modules.is_handed_on(definition)

    def _is_found_by_name(self, definition: Node, name: str) -> bool:
        return self._modules.is_named_in_a_string(name) or self._modules.is_reached_out_of_sight(definition, name)

    def is_read_elsewhere(self, binding: Binding) -> bool:
        """Whether another module, read or not, may read a variable of this one."""
        document = self._tree.document_of(binding.node)
        if self._outside.may_use(binding.name) or self._modules.readers(document, binding.name):
            return True
        return self._modules.is_handed_on(binding.node)

    def is_bound_unseen(self, name: str) -> bool:
        """Whether somebody may bind an attribute of this name on any object where that is not seen."""
        return self._outside.anything or self._modules.is_named_in_a_string(name)

    # -- names ------------------------------------------------------------------------------

    def is_closed(self, binding: Binding) -> bool:
        """Whether nobody out of sight gives a name something."""
        function = binding.statement
        if binding.kind == PARAMETER and isinstance(function, cst.FunctionDef):
            return self.is_plain(function) and self.of_function(function) is None
        if binding.kind in (PARAMETER, OPAQUE, CLASS):
            return False
        return binding.scope.kind != "module" or not self._outside.may_read_variable(binding.name)


def is_plain_decorator(decorator: Node) -> bool:
    """Whether a decorator leaves what a call gives as it is."""
    return last_name(decorator.func if isinstance(decorator, cst.Call) else decorator) in python_api.PLAIN_DECORATORS

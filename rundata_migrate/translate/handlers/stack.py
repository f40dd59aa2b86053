"""Who may be on the stack above a function: its callers, as far as they are seen, and where anybody may be.

Climbing goes from a node to the function that it stands in, from there to the calls of the function, and from a
module's top level to the imports of the module. Each ``try`` and ``with`` on the way is a guard. Where the way is
lost (the function is handed on, decorated, or runs later as a generator or coroutine), the documents in which it is
named are noted instead: there, and wherever these reach by imports, words decide.
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate.flow.index import Guard
from rundata_migrate.syntax import Node, Tree, is_attribute, is_name, name_of, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.looks import definitions
from rundata_migrate.translate.handlers.words import where

GUARDS = (cst.Try, cst.TryStar, cst.With)

CALL_AT_ONCE = frozenset({"sorted", "max", "min", "sum", "list", "tuple", "set", "frozenset", "dict", "any", "all"})
"""Builtins that are done with the function or generator that they were handed when they return."""

_TAKES_STOP = frozenset({"map", "filter", "zip", "iter", "enumerate", "reversed"})
"""Builtins that go on with what they were handed later, inside somebody's iteration."""

_UNREAD = "callers that are not read may catch the exception"
_MAPPINGS = frozenset({"Mapping", "MutableMapping", "UserDict", "dict", "OrderedDict", "defaultdict", "Dict"})
_PLAIN_DECORATORS = frozenset({"staticmethod", "classmethod", "abstractmethod"})


class Stack:
    """What may be on the stack above a function, or above a place in a module or generator."""

    def __init__(self, context: Context) -> None:
        """Nothing is looked at yet."""
        self._context = context
        self._tree = context.tree
        self._guards: dict[Guard, None] = {}
        self._seen: set[Node] = set()
        self._todo: list[Node] = []
        self.anywhere: set[Tree] = set()
        """Documents from which something that cannot be followed may call one of the functions."""
        self.is_lazy = False
        """A generator is on the stack."""
        self.kept = ""
        """Why the exception must stay whatever else there is."""

    def above_function(self, function: Node) -> Stack:
        """Climb from a function to whoever calls it."""
        self._todo.append(function)
        return self._finished()

    def above_generator(self, generator: cst.GeneratorExp) -> Stack:
        """Climb from a generator expression to whoever iterates over it."""
        self._leave_generator(generator)
        return self._finished()

    def above_module(self, place: Node) -> Stack:
        """Climb from a place at the top level of a module to whoever imports that."""
        below = place
        for above in self._tree.ancestors(place):
            if is_main_block(above, below):
                return self
            below = above
        self._climb_imports(self._tree.document_of(place))
        return self._finished()

    def guards(self) -> Iterator[Guard]:
        """The statements that may catch the exception, in the order of the text."""
        yield from self._context.names.index.in_order(list(self._guards))

    def _finished(self) -> Stack:
        while self._todo and not self.kept:
            function = self._todo.pop()
            if function not in self._seen:
                self._seen.add(function)
                self._visit(function)
        unread = self._context.values.outside.on_stack
        if not self.kept and any(document.path in unread for document in self.anywhere):
            self.kept = _UNREAD
        return self

    # -- functions ------------------------------------------------------------------------------

    def _visit(self, function: Node) -> None:
        if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return
        values = self._context.values
        if isinstance(function, cst.FunctionDef):
            self.kept = self._always_kept(function)
            if self.kept:
                return
            for decorator in function.decorators:
                self._hand_to(decorator.decorator)
                self._visit_fixture(function.name.value, decorator.decorator)
        uses = values.calls.uses_of(function) if isinstance(function, cst.FunctionDef) else [function]
        runs_later = isinstance(function, cst.FunctionDef) and runs_when_asked(self._context, function)
        self.is_lazy = self.is_lazy or runs_later
        if self._is_called_out_of_sight(function):
            self.anywhere |= {self._tree.document_of(use) for use in (function, *uses)}
        for use in uses:
            self._follow_use(use, runs_later)
        for call in values.calls.lambda_calls(function) if isinstance(function, cst.Lambda) else ():
            self._climb(call)
        if self._tree.parent(function) is not None:
            self._climb_around(function)

    def _always_kept(self, function: cst.FunctionDef) -> str:
        """Why the exceptions of a function may never change: Python itself, or a library, may look at them."""
        name, values = function.name.value, self._context.values
        if name.startswith("__") and name.endswith("__") and name != "__init__":
            return f"what calls `{name}` may look at the exception"
        owner = values.classes.owner_class(function)
        if name == "get" and owner is not None and self._is_mapping(owner):
            return "`get` of a mapping: what calls it may look at the exception"
        if values.escapes.is_called_unread(function):
            return _UNREAD
        return ""

    def _is_mapping(self, owner: cst.ClassDef) -> bool:
        classes = [one for one in (owner, *self._context.values.classes.bases(owner)) if isinstance(one, cst.ClassDef)]
        return any(
            any(_last_name(base.value) in _MAPPINGS for base in cls.bases)
            or any(isinstance(node, cst.FunctionDef) and node.name.value == "__getitem__" for node in cls.body.body)
            for cls in classes
        )

    def _is_called_out_of_sight(self, function: cst.FunctionDef | cst.Lambda) -> bool:
        """Whether the function, or one around it, is handed on as a value, or changed by a decorator."""
        calls = self._context.values.calls
        for above in (function, *self._tree.ancestors(function)):
            if isinstance(above, cst.Lambda):
                if not calls.is_closed_lambda(above) and not self._is_called_at_once(above):
                    return True
            elif isinstance(above, cst.FunctionDef):
                if any(_last_name(one.decorator) not in _PLAIN_DECORATORS for one in above.decorators):
                    return True
                if any(one is None or not self._is_called_at_once(one) for one in calls.handed_on(above)):
                    return True
        return False

    def _is_called_at_once(self, function: Node) -> bool:
        """Whether a function is an argument of a builtin that calls it before it returns: ``max(C, key=f)``."""
        call = self._tree.call_with(function)
        return call is not None and self._context.values.builtin_name(call.func) in CALL_AT_ONCE

    # -- uses of a function ---------------------------------------------------------------------

    def _follow_use(self, use: Node, runs_later: bool) -> None:
        """From a call of a function to what is around it; where it is no call, to whoever takes the function."""
        call = self._tree.call_of(use)
        if call is None:
            self._follow_value(use)
        elif runs_later:
            self._leave_generator(call)
        else:
            self._climb(call)

    def _follow_value(self, use: Node) -> None:
        """Where the function itself is an argument, or returned: what takes it may call it, under its own handlers."""
        if self._is_kept_for_others(use):
            self.anywhere |= set(self._tree.documents)
        for above in self._tree.ancestors(use):
            if isinstance(above, (cst.FunctionDef, cst.Lambda, cst.BaseSmallStatement)):
                break
            if isinstance(above, cst.Call):
                self._hand_to(above)
        self._check_taker(use, "function")
        self._climb(use)

    def _is_kept_for_others(self, function: Node) -> bool:
        """Whether a function goes where other code finds it: an attribute, a name that others import, a result."""
        below = function
        for above in self._tree.ancestors(function):
            if isinstance(above, cst.Call) and self._context.values.builtin_name(above.func) in (
                *CALL_AT_ONCE,
                "print",
            ):
                return False
            if isinstance(above, (cst.Return, cst.Yield)):
                return True
            if isinstance(above, (cst.Assign, cst.AnnAssign)):
                targets = above.targets if isinstance(above, cst.Assign) else (above,)
                return below is above.value and any(self._is_found_elsewhere(one.target) for one in targets)
            if isinstance(above, (cst.BaseSmallStatement, cst.BaseCompoundStatement, cst.Lambda)):
                return False
            below = above
        return False

    def _is_found_elsewhere(self, target: Node) -> bool:
        binding = self._context.names.binding_of_target.get(target)
        if binding is None or isinstance(binding.scope.node, cst.ClassDef):
            return True
        document = self._tree.document_of(target)
        is_global = isinstance(binding.scope.node, cst.Module)
        return is_global and bool(self._context.values.modules.readers(document, binding.name))

    def _visit_fixture(self, name: str, decorator: Node) -> None:
        """What a fixture of pytest gives, a function perhaps, is called by those that have a parameter of its name."""
        called = decorator.func if isinstance(decorator, cst.Call) else decorator
        if self._context.values.dotted(called).endswith("fixture"):
            self.anywhere |= {self._tree.document_of(node) for node in self._context.names.index.parameters(name)}

    def _hand_to(self, receiver: cst.BaseExpression) -> None:
        """The function is given to a decorator or a call: to the documents of the project that define it."""
        called = receiver
        while isinstance(called, cst.Call):
            called = called.func
        self.anywhere |= {self._tree.document_of(one) for one in definitions(self._context, called)}

    def _check_taker(self, handed: Node, what: str) -> None:
        """``map(f, C)``, ``zip(generator)``, ``itertools.chain(...)``: these end where they are told to stop."""
        call = self._tree.call_with(handed)
        if call is None:
            return
        values = self._context.values
        name = values.builtin_name(call.func)
        if name in _TAKES_STOP or values.dotted(call.func).startswith("itertools."):
            shown = name or values.dotted(call.func)
            self.kept = f"the {what} is handed to `{shown}` at {where(self._context, call)}"

    # -- upwards --------------------------------------------------------------------------------

    def _leave_generator(self, made: Node) -> None:
        """From where a generator or coroutine is made to where it runs: here, if it is used up at once."""
        self._check_taker(made, "generator")
        if not is_used_up(self._context, made):
            self.anywhere.add(self._tree.document_of(made))
        self._climb(made)

    def _climb(self, node: Node) -> None:
        """From a call to the function that it stands in, or to the imports of the module."""
        below = node
        for above in self._tree.ancestors(node):
            if isinstance(above, GUARDS) and below is above.body:
                self._guards[above] = None
            if isinstance(above, (cst.FunctionDef, cst.Lambda)) and below is above.body:
                self._todo.append(above)
                return
            if isinstance(above, cst.GeneratorExp) and not is_first_iterable(above, self._tree, node):
                self.is_lazy = True
                self._leave_generator(above)
                return
            if is_main_block(above, below):
                return
            below = above
        self._climb_imports(self._tree.document_of(node))

    def _climb_around(self, function: Node) -> None:
        """A function inside another may be called while that one runs, by what it is handed to."""
        below = function
        for above in self._tree.ancestors(function):
            if isinstance(above, GUARDS) and below is above.body:
                self._guards[above] = None
            if isinstance(above, (cst.FunctionDef, cst.Lambda)):
                self._todo.append(above)
                return
            below = above

    def _climb_imports(self, document: Tree) -> None:
        module = document.module
        if module in self._seen:
            return
        self._seen.add(module)
        if document.path in self._context.values.outside.on_stack:
            self.kept = _UNREAD
        for importer in self._context.imports.importers(document):
            self._climb(importer)


def is_used_up(context: Context, made: Node) -> bool:
    """Whether what iterates over a generator, or awaits a coroutine, is done when the expression around it is."""
    tree = context.tree
    parent = tree.parent(made)
    if isinstance(parent, (cst.Await, cst.From)) or (isinstance(parent, cst.For) and parent.iter is made):
        return True
    if isinstance(parent, cst.CompFor) and parent.iter is made:
        comp: Node | None = parent
        while isinstance(comp, cst.CompFor):
            comp = tree.parent(comp)
        return not isinstance(comp, cst.GeneratorExp)
    call = tree.parent(parent) if isinstance(parent, cst.Arg) else None
    if not isinstance(parent, cst.Arg) or not isinstance(call, cst.Call):
        return False
    is_join = is_attribute(call.func, {"join"})
    is_builtin = context.values.builtin_name(call.func) in (*CALL_AT_ONCE, "next")
    return is_join or is_builtin or parent.star == "*" or context.values.dotted(call.func) == "asyncio.run"


def runs_when_asked(context: Context, function: cst.FunctionDef) -> bool:
    """Whether a function is a generator or a coroutine: its body runs where it is iterated over or awaited."""
    if function.asynchronous is not None:
        return True
    return any(context.tree.function_of(one) is function for one in context.names.index.below(function, cst.Yield))


def is_first_iterable(generator: cst.GeneratorExp, tree: Tree, node: Node) -> bool:
    """Whether a node stands in what a generator expression iterates over, which is evaluated outside of it."""
    first = generator.for_in.iter
    return node is first or first in tree.ancestors(node)


def is_main_block(above: Node, below: Node) -> bool:
    """Whether ``below`` stands under ``if __name__ == "__main__"``: it does not run when the module is imported."""
    return (
        isinstance(above, cst.If)
        and below is above.body
        and isinstance(above.test, cst.Comparison)
        and isinstance(above.test.comparisons[0].operator, cst.Equal)
        and any(is_name(node, "__name__") for node in walk(above.test))
    )


def _last_name(node: Node) -> str | None:
    if isinstance(node, cst.Call):
        node = node.func
    if isinstance(node, cst.Subscript):
        node = node.value
    return node.attr.value if isinstance(node, cst.Attribute) else name_of(node)

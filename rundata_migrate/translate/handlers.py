"""Who catches what a lookup raises: a fix that changes the exception must change its handler too."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.lattice import API, CLIENT, INSTANCE, LOCAL_CLASS, LOCAL_FUNCTION, MODULE, OTHER, STORE
from rundata_migrate.syntax import Expression, Node, Tree, attribute_of, name_of, plain_arguments, tuple_elements, walk
from rundata_migrate.translate.context import Context

_SUPPRESSORS = ("contextlib.suppress",)
_STACKS = ("contextlib.ExitStack", "contextlib.AsyncExitStack")
_EXPECTATIONS = ("pytest.raises",)
_LOOKERS = frozenset({"exc_info", "exception", "format_exc", "print_exc", "print_exception", "format_exception"})
_CONVERSIONS = frozenset({"float", "int", "round"})
"""Raise ValueError and TypeError, never IndexError or KeyError."""
_HARMLESS_CALLS = frozenset({"len", "str", "repr", "print", "isinstance", "bool", "list", "tuple", "dict", "set"})

_CALL_AT_ONCE = frozenset({"sorted", "max", "min", "sum", "list", "tuple", "set", "dict", "any", "all", "print"})
"""Builtins that have called the function they were handed when they are done."""


@dataclass
class Verdict:
    """What a change of exception does to the handlers around it."""

    possible: bool
    edits: tuple[Edit, ...] = ()
    doubt: str = ""
    """Why the change of the handler is not safe."""
    reason: str = ""
    """Why it is not possible."""


FREE = Verdict(True)


def exception_change(context: Context, node: Expression, old: str, new: str) -> Verdict:
    """What must change if evaluating ``node`` raises ``new`` where it raised ``old``.

    Looks at the handlers around it in the function, and around calls of the function, in other files too.
    """
    if old == new:
        return FREE
    tree = context.tree
    below: Node = node
    for above in tree.ancestors(node):
        if isinstance(above, (cst.FunctionDef, cst.Lambda)):
            return _callers_verdict(context, above, old, new)
        if isinstance(above, cst.GeneratorExp) and old == "StopIteration" and not _is_first_iterable(above, tree, node):
            old = "RuntimeError"  # what Python makes of it (PEP 479)
        if isinstance(above, cst.TryStar) and below is above.body:
            return Verdict(False, reason="an `except*` around it")
        if isinstance(above, cst.Try) and below is above.body:
            verdict = _try_verdict(context, above, node, old, new)
            if verdict is not None:
                return verdict
        if isinstance(above, cst.With) and below is above.body:
            verdict = _with_verdict(context, above, node, old, new)
            if verdict is not None:
                return verdict
        below = above
    return FREE


def _is_first_iterable(generator: cst.GeneratorExp, tree: Tree, node: Node) -> bool:
    """Whether a node stands in what a generator expression iterates over, which is evaluated outside of it."""
    first = generator.for_in.iter
    return node is first or first in tree.ancestors(node)


def moves_between_handlers(context: Context, node: Node, place: Node) -> bool:
    """Whether something evaluated at ``node`` would be under other handlers at ``place``, further on in the function.

    A ``try`` around the place alone does no harm if it does not catch what reading an attribute raises.
    """
    here, there = _guards(context, node), _guards(context, place)
    if any(guard not in there for guard in here):
        return True
    for statement, _ in [guard for guard in there if guard not in here]:
        if not isinstance(statement, cst.Try):
            return True
        if any(_catches(context, handler.type, "AttributeError") is not False for handler in statement.handlers):
            return True
    return False


def handler_is_near(context: Context, node: Node) -> bool:
    """Whether something in the function catches exceptions around the node."""
    for statement, part in _guards(context, node):
        if not isinstance(statement, (cst.Try, cst.TryStar, cst.With)) or part is not statement.body:
            continue
        if isinstance(statement, (cst.Try, cst.TryStar)):
            if statement.handlers:
                return True
        else:
            calls = [item.item for item in statement.items]
            known = (*_SUPPRESSORS, *_EXPECTATIONS)
            if any(isinstance(one, cst.Call) and context.values.dotted(one.func) in known for one in calls):
                return True
            if any(_may_catch(context, one) for one in calls):
                return True
    return False


def _guards(context: Context, node: Node) -> list[tuple[Node, Node]]:
    """The ``try`` and ``with`` statements around a node in its function, each with the part that holds it."""
    found: list[tuple[Node, Node]] = []
    below = node
    for above in context.tree.ancestors(node):
        if isinstance(above, (cst.FunctionDef, cst.Lambda)):
            break
        if isinstance(above, (cst.Try, cst.TryStar, cst.With)):
            found.append((above, below))
        below = above
    return found


def _callers_verdict(context: Context, function: cst.FunctionDef | cst.Lambda, old: str, new: str) -> Verdict:
    """Handlers around calls of the function, and of those that call it, in every document that is read.

    Where calls cannot be seen, every handler of the documents that name the function counts.
    """
    name = function.name.value if isinstance(function, cst.FunctionDef) else ""
    if name.startswith("__") and name.endswith("__") and name != "__init__":
        return Verdict(False, reason=f"what calls `{name}` may look at the exception")
    olds = [old]
    if old == "StopIteration" and any(isinstance(node, cst.Yield) for node in walk(function.body)):
        olds.append("RuntimeError")
    callers = _Callers(context, function)
    if callers.is_unseen:
        return Verdict(False, reason="callers that are not read may catch the exception")
    if callers.is_hidden and old == "StopIteration":
        return Verdict(False, reason="what calls the function may take StopIteration for the end of an iteration")
    for part in (below for argument in callers.named for below in walk(argument)):
        if isinstance(part, (cst.Name, cst.Attribute)) and _tells_apart(context, part, olds, new):
            return Verdict(False, reason="something that calls it is told which exceptions to expect")
    for node in callers.guards():
        verdict = _outer_verdict(context, node, olds, new)
        if verdict is not None:
            return verdict
    return FREE


def _tells_apart(context: Context, name: Expression, olds: list[str], new: str) -> bool:
    """Whether a name is that of a builtin exception, and one of the two is of its kind and the other not."""
    cls = getattr(builtins, context.values.builtin_name(name) or "", None)
    if not isinstance(cls, type) or not issubclass(cls, BaseException):
        return False
    return any(issubclass(getattr(builtins, one), cls) != issubclass(getattr(builtins, new), cls) for one in olds)


def _definitions(context: Context, called: Expression) -> list[Node]:
    """The functions and classes of the project that a name or attribute may mean; methods by name alone."""
    values = context.values
    value = values.of(called)
    if value.kind in (LOCAL_FUNCTION, LOCAL_CLASS, INSTANCE) and value.node is not None:
        return [value.node]
    if isinstance(called, cst.Name):
        bindings = list(context.names.slot(called).bindings) or values.modules.starred(called)
    elif isinstance(called, cst.Attribute):
        base = values.of(called.value)
        if base.kind != MODULE:
            return [] if base.kind == API else list(values.classes.methods_named().get(called.attr.value, ()))
        document = values.modules.document_of(base.node)
        bindings = values.modules.bindings(document, called.attr.value) if document is not None else []
    else:
        return []
    return [one for binding in bindings for one in values.modules.definitions(binding)]


class _Callers:
    """The functions that a function's exception passes through."""

    def __init__(self, context: Context, function: Node) -> None:
        self._context = context
        self._tree = context.tree
        self._guards: list[cst.Try | cst.TryStar | cst.With] = []
        self._hidden_in: set[Tree] = set()
        self.named: list[Expression] = []
        """Arguments beside the function where it is handed on: ``raises(IndexError, f)``, ``@retry(IndexError)``."""
        self.is_unseen = False
        self._seen: set[Node] = set()
        self._todo: list[Node] = [function]
        while self._todo:
            self._visit(self._todo.pop())

    @property
    def is_hidden(self) -> bool:
        """Whether something that cannot be followed may call one of them."""
        return bool(self._hidden_in)

    def guards(self) -> Iterator[cst.Try | cst.TryStar | cst.With]:
        """The statements that may catch the exception, in the order of the text."""
        for node in self._tree.order:
            if isinstance(node, (cst.Try, cst.TryStar, cst.With)):
                if node in self._guards or self._tree.document_of(node) in self._hidden_in:
                    yield node

    def _visit(self, function: Node) -> None:
        if function in self._seen:
            return
        self._seen.add(function)
        if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return
        values = self._context.values
        if isinstance(function, cst.FunctionDef) and values.is_open_function(function):
            self.is_unseen = True
        uses = values.calls.uses_of(function)
        if _is_called_out_of_sight(self._context, function):
            self._hidden_in |= {self._tree.document_of(use) for use in (function, *uses)}
        if isinstance(function, cst.FunctionDef):
            for decorator in function.decorators:
                self._hand_to(decorator.decorator)
                self._visit_fixture(function.name.value, decorator.decorator)
        for use in uses if isinstance(function, cst.FunctionDef) else (function,):
            self._follow_value(use)
        calls = values.calls.calls_of(function)
        if isinstance(function, cst.Lambda):
            calls = values.calls.lambda_calls(function)
        for call in calls:
            self._climb(call)
        self._climb(function)

    def _follow_value(self, use: Node) -> None:
        """Where the function itself is an argument, or returned: what takes it may call it, under its own handlers."""
        parent = self._tree.parent(use)
        if isinstance(parent, cst.Call) and parent.func is use:
            return
        if self._is_kept_for_others(use):
            self._hidden_in |= set(self._tree.documents)
        for above in self._tree.ancestors(use):
            if isinstance(above, (cst.FunctionDef, cst.Lambda, cst.BaseSmallStatement)):
                break
            if isinstance(above, cst.Call):
                self._hand_to(above)
        self._climb(use)

    def _is_kept_for_others(self, function: Node) -> bool:
        """Whether a function goes where other code finds it: an attribute, a name that others import, a result."""
        below = function
        for above in self._tree.ancestors(function):
            if isinstance(above, cst.Call) and self._context.values.builtin_name(above.func) in _CALL_AT_ONCE:
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

    def _visit_fixture(self, name: str, decorator: Expression) -> None:
        """What a fixture of pytest gives, a function perhaps, is called by those that have a parameter of its name."""
        called = decorator.func if isinstance(decorator, cst.Call) else decorator
        if self._context.values.dotted(called).endswith("fixture"):
            self._hidden_in |= {
                self._tree.document_of(node)
                for node in self._tree.order
                if isinstance(node, cst.Param) and node.name.value == name
            }

    def _hand_to(self, receiver: Expression) -> None:
        """The function is given to a decorator or a call: the handlers of the project's documents that define it."""
        called = receiver
        while isinstance(called, cst.Call):
            self.named += [arg.value for arg in called.args]
            called = called.func
        self._hidden_in |= {self._tree.document_of(one) for one in _definitions(self._context, called)}

    def _climb(self, node: Node) -> None:
        """From a call to the function that it stands in; a function inside another is called in it."""
        below = node
        for above in self._tree.ancestors(node):
            if isinstance(above, (cst.Try, cst.TryStar, cst.With)) and below is above.body:
                self._guards.append(above)
            if isinstance(above, (cst.FunctionDef, cst.Lambda)):
                self._todo.append(above)
                return
            below = above


def _outer_verdict(
    context: Context, node: cst.Try | cst.TryStar | cst.With, olds: list[str], new: str
) -> Verdict | None:
    if isinstance(node, cst.With):
        if any(_may_catch(context, item.item) for item in node.items):
            return Verdict(False, reason="a context manager around a call may catch exceptions")
        caught = [arg.value for item in node.items if isinstance(item.item, cst.Call) for arg in item.item.args]
    else:
        if any(_looks_at_exception(handler) for handler in node.handlers):
            return Verdict(False, reason="a caller looks at the exceptions that it catches")
        caught = [handler.type for handler in node.handlers if handler.type is not None]
    for part in caught:
        for one in olds:
            if _catches(context, part, one) and not _catches(context, part, new):
                return Verdict(False, reason=f"a caller catches {one}")
        if _catches(context, part, new) is None and _is_for_exceptions(context, part):
            return Verdict(False, reason="a caller names the exceptions that it catches by a variable")
        if _names_exactly(context, part, new):
            return Verdict(False, reason=f"a caller catches {new}")
        if _catches(context, part, new) and not all(_catches(context, part, one) for one in olds):
            return Verdict(False, reason=f"a caller would now catch its {new}")
    return None


def _is_for_exceptions(context: Context, part: Node) -> bool:
    """Whether what is named in a handler or in the arguments of a context manager is which exceptions to catch."""
    above = context.tree.parent(part)
    call = context.tree.parent(above) if isinstance(above, cst.Arg) else None
    return not isinstance(call, cst.Call) or context.values.dotted(call.func) in (*_SUPPRESSORS, *_EXPECTATIONS)


def _is_called_out_of_sight(context: Context, function: cst.FunctionDef | cst.Lambda) -> bool:
    """Whether the function, or one around it, is handed on as a value, or changed by a decorator."""
    for above in (function, *context.tree.ancestors(function)):
        if isinstance(above, cst.Lambda):
            if not context.values.calls.is_closed_lambda(above):
                return True
        elif isinstance(above, cst.FunctionDef):
            if above.decorators or not context.values.calls.is_closed(above):
                return True
    return False


def _looks_at_exception(handler: cst.ExceptHandler | cst.ExceptStarHandler) -> bool:
    """Whether the handler sees which exception it caught, or lets it go on."""
    if handler.name is not None:
        return True
    for node in walk(handler.body):
        if isinstance(node, cst.Raise) and node.exc is None:
            return True
        name = node.attr.value if isinstance(node, cst.Attribute) else name_of(node)
        if name in _LOOKERS:
            return True
    return False


def _may_catch(context: Context, manager: Expression, depth: int = 3) -> bool:
    """A context manager of unknown appetite: an ExitStack, one of the project's own, or one that is not known."""
    values = context.values
    value = values.of(manager)
    if value.kind == INSTANCE and value.node is not None:
        return _class_may_catch(context, value.node)
    called = manager.func if isinstance(manager, cst.Call) else manager
    callee = values.of(called)
    if callee.kind == API:
        return callee.dotted in _STACKS
    definitions = _definitions(context, called)
    if definitions:
        return any(_definition_may_catch(context, one) for one in definitions)
    if isinstance(manager, cst.Call) or value.kind in (OTHER, CLIENT, STORE):
        return False
    # `with lock`: what the name or attribute was made with
    made: list[Expression] = []
    if isinstance(called, cst.Name):
        bindings = context.names.slot(called).bindings
        made = [binding.value for binding in bindings if binding.value is not None]
        if len(made) < len(bindings):
            return True
    elif isinstance(called, cst.Attribute):
        base = values.of(called.value)
        if base.kind == INSTANCE and base.node is not None:
            made = [
                one for one in values.assigned_to(base.node, called.attr.value) if isinstance(one, cst.BaseExpression)
            ]
    return not made or depth == 0 or any(_may_catch(context, one, depth - 1) for one in made)


def _definition_may_catch(context: Context, definition: Node) -> bool:
    if isinstance(definition, cst.ClassDef):
        return _class_may_catch(context, definition)
    return isinstance(definition, cst.FunctionDef) and any(
        isinstance(node, (cst.Try, cst.TryStar, cst.With)) for node in walk(definition.body)
    )


def _class_may_catch(context: Context, cls: Node) -> bool:
    """Whether an ``__exit__`` that the class has or inherits swallows what it is given."""
    for one in (cls, *context.values.classes.bases(cls)):
        if not isinstance(one, cst.ClassDef):
            continue
        if any(context.values.dotted(base.value) in _STACKS for base in one.bases):
            return True
        for node in walk(one.body):
            if isinstance(node, cst.FunctionDef) and node.name.value in ("__exit__", "__aexit__"):
                if _returns_something(node):
                    return True
    return False


def _returns_something(function: cst.FunctionDef) -> bool:
    return any(
        isinstance(node, cst.Return) and node.value is not None and name_of(node.value) not in ("None", "False")
        for node in walk(function.body)
    )


def _try_verdict(context: Context, statement: cst.Try, node: Expression, old: str, new: str) -> Verdict | None:
    old_handler = new_handler = None
    for handler in statement.handlers:
        catches_old, catches_new = _catches(context, handler.type, old), _catches(context, handler.type, new)
        if catches_old is None or catches_new is None:
            return Verdict(False, reason="a handler around it names its exceptions by a variable")
        if catches_old and old_handler is None:
            old_handler = handler
        if catches_new and new_handler is None:
            new_handler = handler
    if old_handler is new_handler:
        if old_handler is not None and _looks_at_exception(old_handler):
            return Verdict(False, reason="the handler around it looks at the exception itself")
        return FREE if old_handler is not None else None
    if old_handler is None:
        return Verdict(False, reason=f"a handler around it would now catch its {new}")
    if new_handler is not None and statement.handlers.index(new_handler) < statement.handlers.index(old_handler):
        return Verdict(False, reason=f"a handler around it would now catch its {new}")
    if new_handler is not None and _names_exactly(context, new_handler.type, new):
        return Verdict(False, reason=f"another handler around it is for {new}")
    assert old_handler.type is not None
    if _looks_at_exception(old_handler):
        return Verdict(False, reason=f"the handler of {old} looks at the exception itself")
    return _changed(context, old_handler.type, statement.body, node, old, new)


def _with_verdict(context: Context, statement: cst.With, node: Expression, old: str, new: str) -> Verdict | None:
    for item in statement.items:
        call = item.item
        if _may_catch(context, call):
            return Verdict(False, reason="a context manager around it may catch exceptions")
        if not isinstance(call, cst.Call):
            continue
        dotted = context.values.dotted(call.func)
        expects = dotted in _EXPECTATIONS or (
            isinstance(call.func, cst.Attribute) and call.func.attr.value == "assertRaises"
        )
        if dotted not in _SUPPRESSORS and not expects:
            continue
        arguments = plain_arguments(call)
        if not arguments:
            return Verdict(False, reason="a context manager around it catches exceptions")
        old_ones = [arg for arg in arguments if _catches(context, arg, old)]
        new_ones = [arg for arg in arguments if _catches(context, arg, new)]
        if set(old_ones) & set(new_ones):
            return FREE
        if new_ones:
            return Verdict(False, reason=f"a context manager around it would now catch its {new}")
        if old_ones:
            if expects or len(arguments) > 1 or tuple_elements(arguments[0]) is not None:
                return _changed(context, arguments[0], statement.body, node, old, new, alone=expects)
            verdict = _changed(context, old_ones[0], statement.body, node, old, new)
            # suppress(A, B) takes its exceptions one by one
            edits = tuple(
                Edit(edit.start, edit.end, edit.text.strip("()")) if edit.text.startswith("(") else edit
                for edit in verdict.edits
            )
            return Verdict(verdict.possible, edits, verdict.doubt, verdict.reason)
    return None


def _changed(
    context: Context, caught: Expression, body: Node, node: Expression, old: str, new: str, alone: bool = False
) -> Verdict:
    """Edits that make the handler of ``old`` one of ``new`` (alone, or as well)."""
    tree = context.tree
    elements = tuple_elements(caught)
    named = [part for part in (elements if elements is not None else [caught]) if name_of(part) == old]
    if len(named) != 1:
        return Verdict(False, reason=f"a handler around it catches {old} and not {new}")
    still, others = _other_sources(context, body, node, old)
    start, end = tree.span(named[0])
    if not others and not still:
        return Verdict(True, (Edit(start, end, new),))
    if alone:
        return Verdict(False, reason=f"the test expects {old}")
    both = f"{old}, {new}" if elements is not None else f"({old}, {new})"
    doubt = f"other code in the body could raise {new}, which its handler would now catch" if others else ""
    return Verdict(True, (Edit(start, end, both),), doubt=doubt)


def _other_sources(context: Context, body: Node, node: Expression, old: str) -> tuple[bool, bool]:
    """Whether the body may still raise the old exception, and whether it may raise anything at all besides."""
    harmless = set(walk(node))
    # any attribute may be missing, those of the lookup itself as well
    still = old == "AttributeError"
    for below in walk(body):
        if isinstance(below, (cst.ListComp, cst.GeneratorExp)) and below not in harmless:
            if context.is_container(below.for_in.iter) and _reads_only(context, below):
                still = True
                parent = context.tree.parent(below)
                call = context.tree.parent(parent) if isinstance(parent, cst.Arg) else None
                harmless |= {*walk(below), *([parent] if parent is not None else []), *([call] if call else [])}
    for below in walk(body):
        if below in harmless:
            continue
        if old == "ValueError" and isinstance(below, (cst.Tuple, cst.List)) and _is_unpacked(context, below, node):
            still = True
        if isinstance(below, (cst.Raise, cst.Subscript, cst.Await, cst.Yield)):
            return still, True
        if isinstance(below, cst.Call):
            name = context.values.builtin_name(below.func)
            if name in _HARMLESS_CALLS:
                continue
            if name in _CONVERSIONS:
                still = still or old in ("ValueError", "TypeError")
                continue
            if _is_mlflow(context, below):
                # MLflow raises MlflowException
                continue
            return still, True
    return still, False


def _is_mlflow(context: Context, call: cst.Call) -> bool:
    """Whether MLflow itself is called, not a function that hands on what it got from there."""
    callee = context.values.of(call.func)
    if callee.kind == API:
        return callee.dotted.startswith("mlflow.")
    parts = attribute_of(call.func)
    return parts is not None and context.values.of(parts[0]).kind in (CLIENT, STORE)


def _is_unpacked(context: Context, target: Node, node: Expression) -> bool:
    """Whether values are unpacked into the target, other than the lookup's own."""
    parent = context.tree.parent(target)
    if isinstance(parent, cst.AssignTarget):
        assign = context.tree.parent(parent)
        return isinstance(assign, cst.Assign) and assign.value is not node
    return isinstance(parent, (cst.For, cst.CompFor)) and parent.target is target


def _reads_only(context: Context, scan: Node) -> bool:
    """Whether a scan does nothing but compare and read: no call or subscript of its own can raise."""
    allowed = {below for below in walk(scan) if isinstance(below, cst.Call) and _is_mlflow(context, below)}
    return not any(
        isinstance(below, (cst.Call, cst.Subscript, cst.Await, cst.Yield, cst.Lambda)) and below not in allowed
        for below in walk(scan)
    )


def _catches(context: Context, caught: Expression | None, name: str) -> bool | None:
    """Whether a handler of ``caught`` catches the builtin exception; None if that cannot be told."""
    if caught is None:
        return True
    elements = tuple_elements(caught)
    answers = [_catches_one(context, part, name) for part in (elements if elements is not None else [caught])]
    if any(answer is True for answer in answers):
        return True
    return None if any(answer is None for answer in answers) else False


def _catches_one(context: Context, caught: Expression, name: str) -> bool | None:
    builtin = context.values.builtin_name(caught)
    if builtin is not None:
        cls = getattr(builtins, builtin, None)
        return isinstance(cls, type) and issubclass(getattr(builtins, name), cls)
    if isinstance(caught, (cst.Name, cst.Attribute)) and context.values.of(caught).kind != "other":
        # an exception class of somebody's: not a base class of a builtin one
        plain = isinstance(caught, cst.Attribute) or all(
            binding.kind in ("import", "class") for binding in context.names.slot(caught).bindings
        )
        return False if plain else None
    return None


def _names_exactly(context: Context, caught: Expression | None, name: str) -> bool:
    if caught is None:
        return False
    elements = tuple_elements(caught)
    parts = elements if elements is not None else [caught]
    return any(context.values.builtin_name(part) == name for part in parts)

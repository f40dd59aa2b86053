"""Which context managers may catch what is raised inside."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.flow.lattice import API, CLIENT, INSTANCE, OTHER, STORE
from rundata_migrate.syntax import Expression, Node, is_attribute, name_of, walk
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.handlers.looks import definitions, exit_looks

SUPPRESSORS = ("contextlib.suppress",)
STACKS = ("contextlib.ExitStack", "contextlib.AsyncExitStack")
EXPECTATIONS = ("pytest.raises",)
_CATCHERS = (*SUPPRESSORS, *STACKS, *EXPECTATIONS)
_ASSERTS = ("assertRaises", "assertRaisesRegex")
_EXITS = ("__exit__", "__aexit__")


def may_catch(context: Context, manager: Expression, depth: int = 3) -> bool:
    """A context manager of unknown appetite: an ExitStack, one of the project's own, or one that is not known."""
    values = context.values
    value = values.of(manager)
    if value.kind == INSTANCE and value.node is not None:
        return _class_may_catch(context, value.node)
    called = manager.func if isinstance(manager, cst.Call) else manager
    callee = values.of(called)
    if callee.kind == API:
        return callee.dotted in STACKS
    found = definitions(context, called)
    if found:
        return any(_definition_may_catch(context, one) for one in found)
    if isinstance(manager, cst.Call):  # `with quiet()`, where `quiet = partial(suppress, IndexError)`
        return any(one is not None and _makes_catcher(context, one) for one in _makers(context, called))
    if value.kind in (OTHER, CLIENT, STORE):
        return False
    # `with lock`: what the name or attribute was made with
    made = _makers(context, called)
    return not made or depth == 0 or any(one is None or _made_to_catch(context, one, depth - 1) for one in made)


def _made_to_catch(context: Context, made: Expression, depth: int) -> bool:
    """The same of what a name holds: ``guard = suppress(IndexError)`` cannot change with the lookup."""
    return _makes_catcher(context, made) or may_catch(context, made, depth)


def _makes_catcher(context: Context, made: Expression) -> bool:
    return any(_names_catcher(context, node) for node in walk(made))


def _names_catcher(context: Context, node: Node) -> bool:
    """``suppress``, ``ExitStack``, ``pytest.raises`` or ``self.assertRaises``."""
    if is_attribute(node, _ASSERTS):
        return True
    return isinstance(node, (cst.Name, cst.Attribute)) and context.values.dotted(node) in _CATCHERS


def _makers(context: Context, named: Expression) -> list[Expression | None]:
    """What a name or attribute is bound to; None for what is not seen."""
    if isinstance(named, cst.Name):
        return [binding.value for binding in context.names.slot(named).bindings]
    if isinstance(named, cst.Attribute):
        base = context.values.of(named.value)
        if base.kind == INSTANCE and base.node is not None:
            assigned = context.values.assigned_to(base.node, named.attr.value)
            return [one for one in assigned if isinstance(one, cst.BaseExpression)]
    return []


def _definition_may_catch(context: Context, definition: Node) -> bool:
    if isinstance(definition, cst.ClassDef):
        return _class_may_catch(context, definition)
    return isinstance(definition, (cst.FunctionDef, cst.Lambda)) and any(
        isinstance(node, (cst.Try, cst.TryStar, cst.With)) or _names_catcher(context, node)
        for node in walk(definition.body)
    )


def _class_may_catch(context: Context, cls: Node) -> bool:
    """Whether an ``__exit__`` that the class has or inherits swallows what it is given, or looks at it."""
    for one in (cls, *context.values.classes.bases(cls)):
        if not isinstance(one, cst.ClassDef):
            continue
        if any(context.values.dotted(base.value) in _CATCHERS for base in one.bases):
            return True
        for node in walk(one.body):
            if isinstance(node, cst.FunctionDef) and node.name.value in _EXITS:
                if _returns_something(node) or exit_looks(node):
                    return True
    return False


def _returns_something(function: cst.FunctionDef) -> bool:
    return any(
        isinstance(node, cst.Return) and node.value is not None and name_of(node.value) not in ("None", "False")
        for node in walk(function.body)
    )

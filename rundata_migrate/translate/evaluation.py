"""What may be evaluated where it was not before: defaults that were reached only where nothing was found, and keys that
were read only where the container had an entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from rundata_migrate.flow.bindings import ASSIGN, CLASS, ELEMENT, IMPORT, OPAQUE, PARAMETER, Binding
from rundata_migrate.flow.lattice import ENTITY, INSTANCE, LOCAL_CLASS, MODULE
from rundata_migrate.layout import OWN_PACKAGE
from rundata_migrate.syntax import Node, block_statements, name_of, tuple_elements
from rundata_migrate.translate.context import Context

_LITERALS = (cst.SimpleString, cst.Integer, cst.Float, cst.Imaginary, cst.Ellipsis)

_CONSTANTS = frozenset(
    {f"math.{name}" for name in ("inf", "nan", "pi", "e", "tau")}
    | {f"{module}.{name}" for module in ("numpy", "np") for name in ("nan", "inf", "pi", "e", "NaN", "NAN", "Inf")}
    | {"sys.maxsize", "os.sep", "os.linesep", "string.ascii_letters"}
)
"""Attributes of modules outside the project that are there and are no functions."""

_DEPTH = 5
"""How many assignments are followed to tell whether a name holds text."""


def may_be_evaluated_anyway(context: Context, node: Node) -> bool:
    """Whether evaluating the expression can neither fail nor run code of the program: it may be evaluated in vain.

    True for literals, names that are certainly bound, displays of these, constants of modules and classes, attributes
    that ``__init__`` sets, and text made of these.
    """
    if isinstance(node, _LITERALS):
        return True
    test = _HARMLESS.get(type(node))
    return test is not None and test(context, node)


def _is_fixed_attribute(context: Context, node: cst.Attribute) -> bool:
    tests = (_is_constant_attribute, _is_set_at_the_start, _is_read_of_an_element)
    return any(test(context, node) for test in tests)


def _is_negative_number(context: Context, node: cst.UnaryOperation) -> bool:
    return isinstance(node.operator, cst.Minus) and isinstance(node.expression, (cst.Integer, cst.Float))


def _is_sum_of_texts(context: Context, node: cst.BinaryOperation) -> bool:
    sides = (node.left, node.right)
    is_sum = isinstance(node.operator, cst.Add) and all(_is_text(context, side) for side in sides)
    return is_sum and all(may_be_evaluated_anyway(context, side) for side in sides)


def _has_harmless_parts(context: Context, node: cst.ConcatenatedString) -> bool:
    return all(may_be_evaluated_anyway(context, part) for part in (node.left, node.right))


def _has_harmless_elements(context: Context, node: Node) -> bool:
    elements = tuple_elements(node)
    return elements is not None and all(may_be_evaluated_anyway(context, one) for one in elements)


def is_certainly_bound(context: Context, name: cst.Name) -> bool:
    """Whether reading the name cannot fail: bound on every way that leads here."""
    slot = context.names.slot(name)
    bindings = list(slot.bindings)
    if not bindings:
        # a builtin, or what a star import or a notebook's other cells give: nothing here binds it on some ways only
        starred = context.values.modules.starred(name)
        return not starred or _is_bound_at_top(context, starred)
    if slot.captured:
        inner = context.names.scope_of_name.get(name)
        scope = inner.function_scope() if inner is not None else None
        if scope is not None and name.value not in scope.bound_from_inside:
            if any(binding.scope is scope for binding in bindings):
                return False  # the code that runs here binds it, further on only
        return _is_bound_at_top(context, bindings)
    return not slot.maybe_unbound and all(_binds_for_sure(context, binding) for binding in bindings)


def _binds_for_sure(context: Context, binding: Binding) -> bool:
    """Whether the name has a value after it: ``del`` and the end of ``except ... as name`` take it away."""
    return binding.kind != OPAQUE or isinstance(context.tree.parent(binding.node), cst.AugAssign)


def _is_bound_at_top(context: Context, bindings: list[Binding]) -> bool:
    """Whether one of a scope's bindings is made whenever the scope's code runs, and none is taken away."""
    if not all(_binds_for_sure(context, binding) for binding in bindings):
        return False
    return any(binding.kind == PARAMETER or _is_at_top(context, binding) for binding in bindings) or len(bindings) > 1


def _is_at_top(context: Context, binding: Binding) -> bool:
    """Whether the binding stands in its scope's block itself, under no condition."""
    for above in (binding.node, *context.tree.ancestors(binding.node)):
        if isinstance(above, (cst.BaseSmallStatement, cst.FunctionDef, cst.ClassDef)):
            block = context.tree.parent(above)
            if isinstance(block, cst.SimpleStatementLine):
                block = context.tree.parent(block)
            owner = context.tree.parent(block) if isinstance(block, cst.IndentedBlock) else block
            return owner is binding.scope.node
    return False


def _is_constant_attribute(context: Context, node: cst.Attribute) -> bool:
    """``mlflow_tags.MLFLOW_USER``, ``math.inf``, and what a module or class of the project binds at its top."""
    if not isinstance(node.value, cst.Name) or not is_certainly_bound(context, node.value):
        return False
    made = context.names.slot(node.value).bindings
    if any(one.kind not in (IMPORT, CLASS) for one in made):
        return False  # `settings = None` where the import failed
    name = node.attr.value
    base = context.values.of(node.value)
    if base.kind == MODULE:
        document = context.values.modules.document_of(base.node)
        bindings = context.values.modules.bindings(document, name) if document is not None else []
        return bool(bindings) and _is_bound_at_top(context, bindings)
    if base.kind == LOCAL_CLASS and isinstance(base.node, cst.ClassDef):
        return not base.node.keywords and _class_binds(context, base.node, name)
    return len(made) == 1 and _is_constant_of(next(iter(made)), name)


def _is_constant_of(imported: Binding, name: str) -> bool:
    """Whether what is imported is a module that is known to have the constant, or has one by the look of its name."""
    if imported.kind != IMPORT:
        return False
    if f"{imported.dotted}.{name}" in _CONSTANTS:
        return True
    is_module = isinstance(imported.statement, cst.Import) or imported.dotted.startswith(f"{OWN_PACKAGE}.")
    return is_module and name.isupper()


def _class_binds(context: Context, cls: cst.ClassDef, name: str) -> bool:
    """Whether the class's body binds the name to a value, which is no property."""
    scope = context.names.scopes.get(cls)
    bindings = scope.bindings.get(name, []) if scope is not None else []
    return len(bindings) == 1 and bindings[0].kind == ASSIGN and _is_at_top(context, bindings[0])


def _is_set_at_the_start(context: Context, node: cst.Attribute) -> bool:
    """``self.x`` where ``__init__``, or the class's body, sets it under no condition, and no property has its name."""
    values = context.values
    base = values.of(node.value)
    if base.kind != INSTANCE or not isinstance(base.node, cst.ClassDef) or not isinstance(node.value, cst.Name):
        return False
    if not is_certainly_bound(context, node.value) or not _is_never_none(context, node.value):
        return False
    name = node.attr.value
    if not values.is_plain_attribute(node) or _is_deleted(context, name):
        return False
    classes = [base.node, *(one for one in values.classes.bases(base.node) if isinstance(one, cst.ClassDef))]
    if any(_class_binds(context, one, name) for one in classes):
        return True
    constructor = values.classes.constructor(base.node)
    if constructor is None or values.classes.overrides(base.node, "__init__"):
        return False
    return any(_sets(statement, _self_of(constructor), name) for statement in block_statements(constructor.body))


def _is_read_of_an_element(context: Context, node: cst.Attribute) -> bool:
    """``E.key`` where a loop, a comprehension or a lambda binds the entity."""
    if node.attr.value not in ("key", "value") or not isinstance(node.value, cst.Name):
        return False
    if context.values.of(node.value).kind != ENTITY or not is_certainly_bound(context, node.value):
        return False
    made = context.names.slot(node.value).bindings
    return all(one.kind == ELEMENT or (one.kind == PARAMETER and one.scope.kind == "lambda") for one in made)


def _is_never_none(context: Context, name: cst.Name) -> bool:
    """Whether a name that holds an instance, or None, holds an instance: ``self``, or what was just made."""
    slot = context.names.slot(name)
    return slot.not_none or all(_is_self(context, one) or _is_made(context, one) for one in slot.bindings)


def _is_self(context: Context, binding: Binding) -> bool:
    function = binding.scope.node
    if binding.kind != PARAMETER or not isinstance(function, cst.FunctionDef):
        return False
    is_method = context.values.classes.owner_class(function) is not None
    return is_method and not function.decorators and _self_of(function) == binding.name


def _is_made(context: Context, binding: Binding) -> bool:
    value = binding.value if binding.kind == ASSIGN and binding.path == () else None
    return isinstance(value, cst.Call) and context.values.of(value.func).kind == LOCAL_CLASS


def _self_of(constructor: cst.FunctionDef) -> str:
    params = [*constructor.params.posonly_params, *constructor.params.params]
    return params[0].name.value if params else ""


def _sets(statement: Node, owner: str, name: str) -> bool:
    if isinstance(statement, cst.AnnAssign):
        targets = [statement.target] if statement.value is not None else []
    elif isinstance(statement, cst.Assign):
        targets = [one.target for one in statement.targets]
    else:
        return False
    parts = [part for target in targets for part in (tuple_elements(target) or [target])]
    return any(
        isinstance(one, cst.Attribute) and name_of(one.value) == owner and one.attr.value == name for one in parts
    )


def _is_deleted(context: Context, name: str) -> bool:
    return any(isinstance(context.tree.parent(one), cst.Del) for one in context.names.index.attributes(name))


def _is_plain_format(context: Context, node: cst.FormattedString) -> bool:
    """``f"{prefix}_acc"``: no format that may not fit, and text, numbers or names that are put in."""
    for part in node.parts:
        if isinstance(part, cst.FormattedStringExpression):
            if part.format_spec is not None or not may_be_evaluated_anyway(context, part.expression):
                return False
            if isinstance(part.expression, cst.Name) and context.values.of(part.expression).kind == INSTANCE:
                return False  # its own `__str__` or `__format__` runs
    return True


def _is_text(context: Context, node: Node, depth: int = _DEPTH) -> bool:
    """Whether the expression's value is known to be a str."""
    if isinstance(node, cst.SimpleString):
        return "b" not in node.prefix.lower()
    if isinstance(node, cst.ConcatenatedString):
        return _is_text(context, node.left) and _is_text(context, node.right)
    if isinstance(node, cst.FormattedString):
        return True
    if isinstance(node, cst.BinaryOperation):
        return isinstance(node.operator, cst.Add) and all(_is_text(context, one) for one in (node.left, node.right))
    if isinstance(node, cst.Call):
        return context.values.builtin_name(node.func) == "str"
    if not isinstance(node, cst.Name) or depth == 0:
        return False
    bindings = context.names.slot(node).bindings
    return bool(bindings) and all(_binds_text(context, binding, depth - 1) for binding in bindings)


def _binds_text(context: Context, binding: Binding, depth: int) -> bool:
    if binding.kind == PARAMETER and isinstance(binding.node, cst.Param):
        default = binding.node.default
        has_text = default is None or _is_text(context, default, depth)
        return name_of(binding.annotation) == "str" and has_text and binding.node.star in ("", None)
    if binding.kind != ASSIGN or binding.path != () or binding.value is None:
        return False
    return _is_text(context, binding.value, depth)


_HARMLESS: dict[type, Callable[[Context, Any], bool]] = {
    cst.Name: is_certainly_bound,
    cst.Attribute: _is_fixed_attribute,
    cst.UnaryOperation: _is_negative_number,
    cst.FormattedString: _is_plain_format,
    cst.ConcatenatedString: _has_harmless_parts,
    cst.BinaryOperation: _is_sum_of_texts,
    cst.Dict: lambda context, node: not node.elements,
    cst.Tuple: _has_harmless_elements,
    cst.List: _has_harmless_elements,
}
"""Which expressions of a kind may be evaluated in vain; of other kinds none may, but literals."""

"""Lists of entities that are written out, as dicts: ``[Metric("a", 1.0, 0)]`` -> ``{"a": 1.0}``."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import ASSIGN
from rundata_migrate.flow.doubles import named_arguments, namedtuple_fields
from rundata_migrate.flow.lattice import LOCAL_CLASS
from rundata_migrate.syntax import (
    Expression,
    Node,
    comp_clauses,
    is_constant,
    is_pure,
    name_of,
    string_of,
    tuple_elements,
    walk,
)
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.double import Conversion, EntityLiteral

_FIELDS = {
    "metrics": ("key", "value", "timestamp", "step"),
    "params": ("key", "value"),
    "tags": ("key", "value"),
}
"""The parameters of Metric, Param and RunTag (entities/metric.py, param.py, run_tag.py; step from 1.0)."""

MOCKS = frozenset(
    f"{module}.{name}"
    for module in ("unittest.mock", "mock", "mock.mock")
    for name in ("Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "AsyncMock")
)
"""Classes whose keyword arguments become attributes (unittest/mock.py)."""


def entity_literal(context: Context, node: Node) -> EntityLiteral | None:
    """The entity that a call makes: MLflow's, a namedtuple's, a namespace or mock with key and value."""
    if not isinstance(node, cst.Call):
        return None
    container = api.ENTITY_PATHS.get(context.values.dotted(node.func))
    fields = _FIELDS[container] if container is not None else _fields_of(context, node)
    named = named_arguments(node, fields) if fields is not None else None
    if fields is None or named is None or not {"key", "value"} <= set(named):
        return None
    if container is not None and not set(named) <= set(fields):
        return None
    dropped = tuple(value for name, value in named.items() if name not in ("key", "value"))
    return EntityLiteral(node, named["key"], named["value"], dropped, container)


def _fields_of(context: Context, call: cst.Call) -> tuple[str, ...] | None:
    """The positional fields of a call's callee, if calling it only keeps what it is given."""
    dotted = context.values.dotted(call.func)
    made = context.values.of(call.func).node
    fields = namedtuple_fields(made) if dotted in api.STAND_INS else None
    if fields is not None:
        return fields
    if (dotted in api.STAND_INS and made is None) or dotted in MOCKS:
        return ()
    value = context.values.of(call.func)
    if value.kind == LOCAL_CLASS and isinstance(value.node, cst.ClassDef) and _is_record(context, value.node):
        return tuple(context.values.classes.fields(value.node))
    return None


def _is_record(context: Context, owner: cst.ClassDef) -> bool:
    """A NamedTuple or dataclass of the module that does nothing with its fields."""
    classes = context.values.classes
    if classes.constructor(owner) is not None or classes.method(owner, "__post_init__") is not None:
        return False
    if classes.method(owner, "__new__") is not None or any(
        classes.method(owner, name) is not None for name in ("key", "value", "__getattribute__", "__getattr__")
    ):
        return False
    bases = {context.values.dotted(base.value) for base in owner.bases}
    decorators = {
        context.values.dotted(one.decorator.func if isinstance(one.decorator, cst.Call) else one.decorator)
        for one in owner.decorators
    }
    return bases == {"typing.NamedTuple"} or (not owner.bases and decorators == {"dataclasses.dataclass"})


def conversion_of(context: Context, node: Expression) -> Conversion | None:
    """The dict for a list of entities that is written out; None if it is not, or holds something else."""
    if isinstance(node, cst.ListComp):
        return _of_comprehension(context, node)
    if not isinstance(node, cst.List):
        return Conversion(problem="it is no plain list") if _is_other_list(context, node) else None
    found = Conversion()
    for element in node.elements:
        entity = entity_literal(context, element.value) if isinstance(element, cst.Element) else None
        if entity is None:
            found.problem = found.problem or f"`{_short(context, element)}` is not written out as an entity"
            continue
        found.entities.append(entity)
    if node.elements and not found.entities:
        return None
    if not found.problem:
        _check_keys(context, found)
    if not found.problem:
        _brackets(context, node, found)
        for entity in found.entities:
            _spell(context, entity, found)
    return found


def _is_other_list(context: Context, node: Expression) -> bool:
    """Whether entities stand in a tuple, a sum, ``list(...)`` or the like."""
    if isinstance(node, cst.Call):
        if context.values.builtin_name(node.func) not in ("list", "tuple", "sorted", "reversed", "iter"):
            return False
    elif not isinstance(node, (cst.Tuple, cst.BinaryOperation, cst.GeneratorExp, cst.IfExp, cst.BooleanOperation)):
        return False
    return any(one is not node and entity_literal(context, one) is not None for one in walk(node))


def _check_keys(context: Context, found: Conversion) -> None:
    """A list holds two entities of one key; a dict does not."""
    constants = [text for text in (_text_of(context, one.key) for one in found.entities) if text is not None]
    twice = next((key for key in constants if constants.count(key) > 1), None)
    if twice is not None:
        found.problem = f"the key {twice!r} stands there twice"
    elif len(found.entities) > 1 and len(constants) < len(found.entities):
        found.doubts.append("where two of the keys are equal, a dict keeps the last only")


def _text_of(context: Context, key: Expression) -> str | None:
    """The text of a key: a literal, or a name that is bound to one and to nothing else."""
    if isinstance(key, cst.Name):
        reaching = context.names.slot(key).bindings
        binding = next(iter(reaching)) if len(reaching) == 1 else None
        if binding is not None and binding.kind == ASSIGN and binding.path == ():
            return string_of(binding.value)
    return string_of(key)


def _of_comprehension(context: Context, comp: cst.ListComp) -> Conversion | None:
    entity = entity_literal(context, comp.elt)
    if entity is None:
        return None
    found = Conversion(entities=[entity])
    if any(clause.asynchronous is not None for clause in comp_clauses(comp)):
        found.problem = "the comprehension is asynchronous"
        return found
    if not _keys_differ(context, comp, entity.key):
        found.doubts.append("where two of the keys are equal, a dict keeps the last only")
    if not (is_pure(entity.key) and is_pure(entity.value)):
        found.doubts.append("dict comprehensions evaluate the value before the key up to Python 3.7")
    _brackets(context, comp, found)
    _spell(context, entity, found)
    return found


def _keys_differ(context: Context, comp: cst.ListComp, key: Expression) -> bool:
    """Whether the keys are those of a dict, or different literals, each once."""
    clauses = comp_clauses(comp)
    if len(clauses) != 1:
        return False
    target, source = clauses[0].target, clauses[0].iter
    targets = tuple_elements(target) or []
    names = [name_of(one) for one in targets or [target]]
    if name_of(key) is None or name_of(key) != names[0] or names.count(names[0]) > 1:
        return False
    if isinstance(source, cst.Call) and isinstance(source.func, cst.Attribute) and not source.args:
        return source.func.attr.value == ("items" if targets else "keys")
    texts = [string_of(one) for one in _first_parts(source, are_pairs=bool(targets))]
    return bool(texts) and None not in texts and len(set(texts)) == len(texts)


def _first_parts(source: Node, are_pairs: bool) -> list[Expression | None]:
    """What the loop variable is given: the elements, or the first of each pair; the keys of a dict."""
    elements = tuple_elements(source)
    if elements is None and isinstance(source, cst.Dict) and not are_pairs:
        return [one.key for one in source.elements if isinstance(one, cst.DictElement)]
    if not are_pairs:
        return [*(elements or [])]
    pairs = [tuple_elements(element) for element in elements or []]
    return [pair[0] if pair else None for pair in pairs]


# -- spelling ---------------------------------------------------------------------------------


def _brackets(context: Context, node: Expression, found: Conversion) -> None:
    start, end = context.tree.inner_span(node)
    found.edits += [Edit(start, start + 1, "{"), Edit(end - 1, end, "}")]


def _spell(context: Context, entity: EntityLiteral, found: Conversion) -> None:
    """``Metric("a", 1.0, 0)`` -> ``"a": 1.0``; what stands inside key and value is not touched."""
    tree = context.tree
    start, end = tree.span(entity.call)
    key, value = tree.span(entity.key), tree.span(entity.value)
    for argument in entity.dropped:
        if not is_pure(argument):
            found.doubts.append(f"`{_short(context, argument)}` is not evaluated any more")
    open_key, close_key = _parentheses(entity.key)
    open_value, close_value = _parentheses(entity.value)
    if key[0] < value[0]:
        parts = ((start, key[0]), (key[1], value[0]), (value[1], end))
        texts = (open_key, f"{close_key}: {open_value}", close_value)
        found.edits += [Edit(low, high, text) for (low, high), text in zip(parts, texts, strict=True)]
    else:
        if not (is_constant(entity.key) or is_constant(entity.value)) and not (
            is_pure(entity.key) and is_pure(entity.value)
        ):
            found.doubts.append("the key is evaluated before the value now")
        parts = ((start, value[0]), (value[1], key[0]), (key[1], end))
        text = f"{open_key}{tree.code(entity.key)}{close_key}: {open_value}{tree.code(entity.value)}{close_value}"
        found.edits.append(Edit(start, end, text))
    lost = [tree.text[low:high] for low, high in _without(parts, (tree.span(one) for one in entity.dropped))]
    lost += [tree.code(one) for one in entity.dropped if not is_constant(one)]
    if any("#" in text for text in lost):
        found.doubts.append("a comment inside would be lost")


def _parentheses(node: Expression) -> tuple[str, str]:
    bare = isinstance(node, (cst.NamedExpr, cst.GeneratorExp)) and not node.lpar
    return ("(", ")") if bare else ("", "")


def _without(parts: Iterable[tuple[int, int]], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of text without those of the spans that lie in them."""
    found = list(parts)
    for start, end in spans:
        cut = []
        for low, high in found:
            if low <= start and end <= high:
                cut += [(low, start), (end, high)]
            else:
                cut.append((low, high))
        found = cut
    return found


def _short(context: Context, node: Node) -> str:
    code = " ".join(context.tree.code(node).split()).rstrip(",")
    return code if len(code) <= 50 else code[:47] + "..."

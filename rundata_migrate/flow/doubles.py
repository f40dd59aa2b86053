"""Plain objects that stand for runs in tests: ``SimpleNamespace(data=SimpleNamespace(metrics=[Metric(...)]))``."""

from __future__ import annotations

from collections.abc import Callable

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence
from rundata_migrate.flow.bindings import Bindings
from rundata_migrate.flow.lattice import API, RIVAL, RUN, RUN_DATA, Value
from rundata_migrate.syntax import (
    Expression,
    Node,
    Tree,
    is_attribute,
    only_target,
    positional_and_keywords,
    string_of,
    tuple_elements,
)


def stand_in(call: cst.Call, tree: Tree, names: Bindings, of: Callable[[Node], Value]) -> Value:
    """What a namespace stands for: a run or run data if MLflow's own entities are written into it, else a rival.

    A namespace may be anything, above all the reply of a REST API. One that holds entities of MLflow's in the
    place of a container, or dicts in the places of all containers that it has, can only be a double of a run.
    """
    keywords = named_arguments(call, namedtuple_fields(of(call.func).node) or ())
    if keywords is None:
        return Value(RIVAL)
    why = (f"a namespace with MLflow's entities line {tree.line(call)}",)
    if "data" in keywords and isinstance(keywords["data"], (cst.Call, cst.Name)):
        data = of(keywords["data"])
        if data.kind == RUN_DATA and data.confidence is Confidence.LIKELY:
            return Value(RUN, node=call, confidence=Confidence.LIKELY, why=why)
    if not _is_given_as_data(call, tree, names, of):
        return Value(RIVAL)
    places = [value for name, value in keywords.items() if name in api.CONTAINERS]
    if any(_holds_entities(value, of) for value in places) or (
        len(places) > 1 and all(isinstance(value, (cst.Dict, cst.DictComp)) for value in places)
    ):
        return Value(RUN_DATA, node=call, confidence=Confidence.LIKELY, why=why)
    return Value(RIVAL)


def _is_given_as_data(call: cst.Call, tree: Tree, names: Bindings, of: Callable[[Node], Value]) -> bool:
    """Whether what the call makes becomes the data of a run: ``data=...``, ``x.data = ...``, ``Run(info, ...)``."""
    target = only_target(tree.parent(call))
    binding = names.binding_of_target.get(target)
    uses = [call] if binding is None else binding.uses
    return any(_is_data_place(use, tree, of) for use in uses)


def _is_data_place(node: Expression, tree: Tree, of: Callable[[Node], Value]) -> bool:
    parent = tree.parent(node)
    call, arg = tree.argument(node)
    if call is not None and arg is not None and not arg.star:
        if arg.keyword is not None:
            return arg.keyword.value in ("data", "run_data")
        callee = of(call.func)
        return callee.kind == API and callee.dotted in api.STAND_INS | api.RUN_PATHS
    return isinstance(parent, cst.Assign) and any(is_attribute(one.target, {"data"}) for one in parent.targets)


def namedtuple_fields(made: Node | None) -> tuple[str, ...] | None:
    """``("key", "value")`` of the call ``namedtuple("M", "key value")``, also with a list of names or of pairs."""
    given = positional_and_keywords(made) if isinstance(made, cst.Call) else None
    if given is None or len(given[0]) != 2 or given[1]:
        return None
    text = string_of(given[0][1])
    if text is not None:
        return tuple(text.replace(",", " ").split())
    names: list[str] = []
    for element in tuple_elements(given[0][1]) or ():
        pair = tuple_elements(element)
        name = string_of(pair[0] if pair else element)
        if name is None:
            return None
        names.append(name)
    return tuple(names) or None


def named_arguments(call: cst.Call, fields: tuple[str, ...]) -> dict[str, Expression] | None:
    """A call's arguments by name, the positional ones by these; None where one has no name, or two."""
    given = positional_and_keywords(call)
    if given is None or len(given[0]) > len(fields):
        return None
    named = dict(zip(fields, given[0], strict=False))
    if set(named) & set(given[1]):
        return None
    named.update(given[1])
    return named


def _holds_entities(node: Expression, of: Callable[[Node], Value]) -> bool:
    """Whether a list display or comprehension makes MLflow's entities."""
    made: list[Node] = []
    if isinstance(node, cst.ListComp):
        made = [node.elt]
    elif isinstance(node, cst.List):
        made = [element.value for element in node.elements]
    for one in made:
        if isinstance(one, cst.Call):
            callee = of(one.func)
            if callee.kind == API and callee.dotted in api.ENTITY_PATHS:
                return True
    return False

"""What becomes of a container that is handed whole to a call: is it followed there, or read as a list out of sight?"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.flow.bindings import parameters_of
from rundata_migrate.flow.lattice import (
    API,
    CLIENT,
    CONTAINER,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    MAPPING,
    MIXED,
    SEQUENCE,
    STORE,
    Value,
)
from rundata_migrate.flow.partials import PARTIAL
from rundata_migrate.flow.signatures import argument_for
from rundata_migrate.syntax import Node, is_attribute, name_of, walk
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.readers import forwarded_argument
from rundata_migrate.translate.type_guards import is_for_others

_KEEPING = frozenset({"append", "appendleft", "insert", "setdefault"})
"""Methods that put the container itself into a list or dict."""

_OF_DICTS = frozenset({"items", "values", "keys", "get"})


def is_in_list(site: Site) -> bool:
    """``pool.map(names, [r.data.metrics for r in runs])``: the function takes containers one by one, out of sight."""
    tree, values = site.context.tree, site.context.values
    listed = tree.parent(site.node)
    if isinstance(listed, cst.Element):
        listed = tree.parent(listed)
    is_list = isinstance(listed, (cst.List, cst.Tuple))
    if not is_list and not (isinstance(listed, (cst.ListComp, cst.GeneratorExp)) and listed.elt is site.node):
        return False
    call = tree.call_with(listed)
    if call is None or values.of(call.func).kind in (LOCAL_FUNCTION, LOCAL_CLASS):
        return False
    readers = [item.value for item in call.args if any(_reads_in(_function_of(site, item.value)))]
    return any(not _takes_a_dict(site, values.of(one).node) for one in readers)


def is_seen(site: Site, call: cst.Call) -> bool:
    """Whether what becomes of the container behind the call is followed, or is right for both."""
    values = site.context.values
    callee = values.of(call.func)
    if is_attribute(call.func, _KEEPING):
        receiver = values.of(call.func.value)
        if receiver.kind in (SEQUENCE, MAPPING) and receiver.origins:
            return True  # what is in it is followed from here
    kept = values.records.kept(callee, call, site.node)
    if kept is not None and kept.kind in (CONTAINER, MIXED):
        return True  # its readers are sites
    if _is_followed_through_partial(site, call):
        return True
    is_own = callee.kind in (LOCAL_FUNCTION, LOCAL_CLASS)
    return is_own and (_is_followed(site, call, callee.node) or _takes_either(site, callee.node))


def why_entities(site: Site, call: cst.Call) -> str:
    """What says that the call wants entities; empty if nothing does."""
    values = site.context.values
    callee = values.of(call.func)
    if callee.kind == API and callee.dotted in api.RUN_DATA_PATHS:
        return "it takes a list of entities"
    if is_attribute(call.func, {"log_batch"}):
        if values.of(call.func.value).kind in (CLIENT, STORE):
            return "it takes a list of entities"
    read = _entity_read(site, call, callee)
    return f"`.{read.attr.value}` of an element is read, {site.context.tree.where(read)}" if read is not None else ""


def _entity_read(site: Site, call: cst.Call, callee: Value) -> cst.Attribute | None:
    """Where what is called, or a function that it is given, reads an entity."""
    functions: list[Node | None] = [_function_of(site, item.value) for item in call.args]
    called = [callee.node]
    if callee.kind not in (LOCAL_FUNCTION, LOCAL_CLASS):
        called += site.context.values.modules.meant_by(call.func)
    for function in called:
        params = forwarded_argument(site.context, function, call, site.node)
        functions += [function, *(site.context.tree.function_of(param) for param in params)]
    every = (read for function in functions for read in _reads_in(function))
    return next((read for read in every if not is_for_others(site.context, read, read.value)), None)


def _function_of(site: Site, argument: Node) -> Node | None:
    """The function that an argument is."""
    if isinstance(argument, cst.Lambda):
        return argument
    value = site.context.values.of(argument)
    return value.node if value.kind == LOCAL_FUNCTION else None


def _reads_in(function: Node | None) -> Iterator[cst.Attribute]:
    if isinstance(function, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
        for node in walk(function.body):
            if is_attribute(node, api.ENTITY_READS):
                yield node


def _takes_a_dict(site: Site, function: Node | None) -> bool:
    """Whether a function asks a parameter for its ``items()``: a list has none."""
    if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
        return False
    names = {param.name.value for param in parameters_of(function)}
    return any(is_attribute(node, _OF_DICTS) and name_of(node.value) in names for node in walk(function.body))


def _takes_either(site: Site, function: Node | None) -> bool:
    """Whether a function asks what it was given: ``isinstance(items, dict)``, ``hasattr(items, "items")``."""
    if not isinstance(function, cst.FunctionDef):
        return False
    names = {param.name.value for param in parameters_of(function)}
    return any(
        isinstance(node, cst.Call)
        and site.context.values.builtin_name(node.func) in ("isinstance", "hasattr", "type")
        and bool(node.args)
        and name_of(node.args[0].value) in names
        for node in walk(function.body)
    )


def _is_followed(site: Site, call: cst.Call, function: Node | None) -> bool:
    """Whether flow knows what the parameter that takes the container may hold, and so looked at its uses."""
    classes = site.context.values.classes
    if not isinstance(function, cst.ClassDef):
        return _is_held(site, _taking(site, call, function, False) or _taking(site, call, function, True))
    constructor = classes.constructor(function)
    if constructor is None and classes.fields(function):
        return True  # a NamedTuple or dataclass: its fields are followed
    return _is_held(site, _taking(site, call, constructor, True))


def _is_followed_through_partial(site: Site, call: cst.Call) -> bool:
    """The same where a partial function is called with the container, or made with it."""
    values = site.context.values
    made = values.dotted(call.func) == PARTIAL and bool(call.args)
    function = values.of(call.args[0].value if made else call.func).node
    if not isinstance(function, cst.FunctionDef):
        return False
    is_method = values.classes.owner_class(function) is not None
    calls = [joined for joined, _ in values.partials.calls_of(function) or ()]
    taking = (_taking(site, joined, function, is_method) for joined in calls)
    return _is_held(site, next((param for param in taking if param is not None), None))


def _taking(site: Site, call: cst.Call, function: Node | None, is_method: bool) -> cst.Param | None:
    """The parameter that takes the container."""
    if not isinstance(function, (cst.FunctionDef, cst.Lambda)):
        return None
    params = parameters_of(function)
    return next((one for one in params if argument_for(one, function, call, is_method) is site.node), None)


def _is_held(site: Site, param: cst.Param | None) -> bool:
    """Whether flow knows the parameter for a container."""
    binding = site.context.names.binding_of_target.get(param)
    return binding is not None and site.context.values.of_binding(binding).kind in (CONTAINER, MIXED)

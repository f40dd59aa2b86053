"""Names that are given entities: loop variables, parameters of lambdas, variables, names that are unpacked to."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Node, parameters_of_lambda
from rundata_migrate.translate.follow.entities import follow_uses
from rundata_migrate.translate.follow.walk import Named, Several, Walk
from rundata_migrate.translate.forms import (
    ITEMS,
    KEY,
    KEYS,
    ROLES,
    VALUE,
    VALUES,
    Stretch,
    WholeText,
    joined,
    narrowed,
    part_of,
)

Loop = cst.For | cst.CompFor

# -- loops ----------------------------------------------------------------------------------------


def follow_target(walk: Walk, loop: Loop, stretch: Stretch, path: tuple[int, ...]) -> None:
    """What a loop binds to each element, which is at ``path`` of each item."""
    target: Node = loop.target
    for position in path:
        if not isinstance(target, (cst.Tuple, cst.List)) or position >= len(target.elements):
            walk.block("RD402", target, "the loop's target does not name the entity")
            return
        if any(isinstance(element, cst.StarredElement) for element in target.elements):
            walk.block("RD402", target, "the loop's target has a star")
            return
        target = target.elements[position].value
    if isinstance(target, cst.Name):
        binding = walk.names.binding_of_target.get(target)
        if binding is not None:
            _follow_loop_variable(walk, target, binding, stretch, loop, nested=bool(path))
    elif path or not isinstance(target, (cst.Tuple, cst.List)):
        walk.block("RD402", target, "the loop's target does not name the entity")
    # `for k, v in C` never worked on entities: new-style code that lost its `.items()`.


def _whole_of(walk: Walk, loop: Loop) -> Node:
    """The ``for`` statement, or the comprehension around a clause."""
    whole: Node | None = loop
    while isinstance(whole, cst.CompFor):
        whole = walk.tree.parent(whole)
    assert whole is not None
    return whole


def _follow_loop_variable(
    walk: Walk, target: cst.Name, binding: Binding, stretch: Stretch, loop: Loop, nested: bool
) -> None:
    whole = _whole_of(walk, loop)
    _check_loop_variable(walk, target, binding, loop)
    if isinstance(loop, cst.CompFor) and not nested:
        walk.trace.spelled_anew.append(whole)
    names: dict[str, str] = {}

    def emit(form: str) -> None:
        span = walk.tree.span(whole)
        if isinstance(loop, cst.For) and any(not walk.tree.is_inside(use, loop) for use in binding.uses):
            span = walk.scope_span(binding.scope)
        for role in ROLES[form]:
            names[role] = walk.pick(walk.wanted(role), binding.scope, binding, span)
        text = ", ".join(names[role] for role in ROLES[form])
        parenthesised = form == ITEMS and (nested or bool(target.lpar))
        walk.trace.edits.append(Edit(*walk.tree.span(target), f"({text})" if parenthesised else text))

    def spell(use: Node, read: Node, role: str, form: str) -> Edit:
        return walk.put(read, names[role])

    stretch.emitters.append(emit)
    follow_uses(walk, binding, stretch, spell, whole_text=lambda form: joined(names, form))


def _check_loop_variable(walk: Walk, target: cst.Name, binding: Binding, loop: Loop) -> None:
    scope = binding.scope
    if isinstance(loop, cst.For) and walk.values.is_type_checked(binding):
        walk.block("RD501", loop, "the loop's type comment would become false")
    if binding.name in scope.global_names or binding.name in scope.nonlocal_names:
        walk.block("RD402", target, f"`{binding.name}` is bound outside the function")
    elif scope.kind == "class":
        walk.block("RD402", target, f"`{binding.name}` is an attribute of the class")


# -- lambdas --------------------------------------------------------------------------------------


def follow_lambda(walk: Walk, function: cst.Lambda, stretch: Stretch, index: int = 0, count: int = 1) -> None:
    """A lambda of ``count`` parameters that is given elements as the one at ``index``."""
    params = parameters_of_lambda(function)
    if params is None or len(params) != count:
        walk.block("RD402", function, "a lambda with other parameters than the entity")
        return
    param = params[index]
    binding = walk.names.binding_of_target.get(param)
    if binding is None:
        return
    scope = walk.names.scopes[function]
    names: dict[str, str] = {}

    def emit(form: str) -> None:
        wanted = {KEYS: KEY, VALUES: VALUE, ITEMS: "item"}[form]
        names[form] = walk.pick(walk.wanted(wanted), scope, binding, walk.tree.span(function))
        walk.trace.edits.append(Edit(*walk.tree.span(param.name), names[form]))

    def spell(use: Node, read: Node, role: str, form: str) -> Edit:
        return walk.put(read, names[form] + part_of(role, form))

    def whole_text(form: str) -> str:
        return names[stretch.form] + narrowed(form, stretch.form)

    walk.trace.spelled_anew.append(function)
    stretch.emitters.append(emit)
    follow_uses(walk, binding, stretch, spell, whole_text=whole_text)


# -- variables ------------------------------------------------------------------------------------


def follow_named(walk: Walk, step: Named) -> None:
    """A name that is given an entity, or a list of them."""
    target, stretch = step.node, step.stretch
    binding = walk.names.binding_of_target.get(target)
    if binding is None or not isinstance(target, cst.Name):
        walk.block("RD402", target, "the entity is stored")
        return
    scope = binding.scope
    if scope.kind == "class" or binding.name in scope.global_names or binding.name in scope.nonlocal_names:
        walk.block("RD402", target, f"`{binding.name}` can be read from elsewhere")
        return
    if walk.values.is_type_checked(binding):
        walk.block("RD501", target, "the variable's type comment would become false")
    if scope.kind == "module" and walk.values.escapes.is_read_elsewhere(binding):
        walk.block("RD402", target, f"another file may read `{binding.name}`")
    elif step.several:
        walk.follow_uses(binding, lambda use: Several(use, stretch))
    else:
        _follow_variable(walk, target, binding, stretch, step.optional)


def _follow_variable(walk: Walk, target: cst.Name, binding: Binding, stretch: Stretch, optional: bool) -> None:
    """A name that is given one entity: it keeps a value or a key; a pair gets two names, if it is never None."""
    # What is tested for None or truth needs one name for the whole, whether it can be None or not.
    optional = optional or walk.is_tested(binding)
    above = walk.tree.parent(target)
    is_plain = isinstance(above, (cst.AssignTarget, cst.Element)) and not _is_none_somewhere(walk, binding)
    unpacks = is_plain and not optional and walk.manner.unpacks_pairs
    names: dict[str, str] = {}

    def emit(form: str) -> None:
        if form != ITEMS or not unpacks:
            return
        span = walk.scope_span(binding.scope)
        stem = binding.name if len(binding.name) > 1 else walk.entity
        for role in ROLES[ITEMS]:
            wanted = [f"{stem}_{role}", f"{walk.entity}_{role}", f"run_{walk.entity}_{role}"]
            names[role] = walk.pick(wanted, binding.scope, binding, span)
        text = f"{names[KEY]}, {names[VALUE]}"
        walk.write(target, f"({text})" if isinstance(above, cst.Element) else text)

    def spell(use: Node, read: Node, role: str, form: str) -> Edit:
        return walk.put(read, names[role] if names else binding.name + part_of(role, form))

    def whole_text(form: str) -> str:
        return joined(names, form) if names else binding.name + narrowed(form, stretch.form)

    stretch.emitters.append(emit)
    # A None must stay None where it is handed on to another name.
    whole: WholeText | None = None if optional else whole_text
    follow_uses(walk, binding, stretch, spell, optional, whole, keeps_name=not unpacks)


def _is_none_somewhere(walk: Walk, binding: Binding) -> bool:
    """Whether the name may be something else, such as None, at some of its uses."""
    return any(walk.names.slot(use).bindings != {binding} for use in binding.uses)

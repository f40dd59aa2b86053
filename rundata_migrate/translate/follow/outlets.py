"""What is done with what comes out of a port: a parameter, what a function gives, a variable."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Expression, Node
from rundata_migrate.translate.follow.entities import follow_use, follow_uses
from rundata_migrate.translate.follow.walk import Keyed, Several, Single, Step, Use, Walk
from rundata_migrate.translate.forms import GROUPS, ITEMS, KEY, LIST, ROLES, VALUE, Stretch, joined, narrowed, part_of
from rundata_migrate.translate.port_text import annotation_edits, value_type
from rundata_migrate.translate.trace import PARAMETER, PortKey


def follow_port(walk: Walk, key: PortKey, stretch: Stretch, optional: bool) -> None:
    """Follow every place where something comes out of the port; ``optional`` says that it may be None."""
    assert walk.passages is not None
    walk.trace.is_tested_whole = optional
    if key.holder is not None:
        for use in key.holder.reads:
            if not key.is_several and isinstance(use, cst.Name):
                _variable_use(walk, use, stretch, optional)
            else:
                walk.follow(_whole(walk, key, use, stretch, optional))
        return
    for function in key.functions:
        if key.kind == PARAMETER:
            _parameter(walk, key, walk.passages.parameters(function)[key.index], function, stretch, optional)
            continue
        for call in walk.passages.results_of(function):
            walk.follow(_whole(walk, key, call, stretch, optional))


def _whole(walk: Walk, key: PortKey, node: Expression, stretch: Stretch, optional: bool) -> Step:
    """The step of an expression that gives what the port does."""
    if not key.is_several:
        return Single(node, stretch, optional)
    walk.own.add(node)
    if key.shape == LIST:
        return Several(node, stretch)
    return Keyed(node, stretch, deep=key.shape == GROUPS)


def _variable_use(walk: Walk, use: cst.Name, stretch: Stretch, optional: bool) -> None:
    """One use of a variable that is given entities in several places: it keeps its name in every form."""

    def spell(use: Node, read: Node, role: str, form: str) -> Edit:
        return walk.put(read, walk.tree.code(use) + part_of(role, form))

    def whole_text(form: str) -> str:
        return use.value + narrowed(form, stretch.form)

    guarded = walk.names.slot(use).not_none
    text = None if optional else whole_text
    follow_use(walk, Use(use, stretch, spell, optional, guarded, text, keeps_name=True))


# -- parameters -----------------------------------------------------------------------------------


def _parameter(
    walk: Walk, key: PortKey, param: cst.Param, function: cst.FunctionDef, stretch: Stretch, optional: bool
) -> None:
    binding = walk.names.binding_of_target.get(param)
    if binding is None:
        return
    if key.is_several:
        walk.follow_uses(binding, lambda use: _whole(walk, key, use, stretch, optional))
        return
    names: dict[str, str] = {}
    walk.trace.is_tested_whole = walk.trace.is_tested_whole or walk.is_tested(binding)

    def emit(form: str) -> None:
        if form == ITEMS:
            _split(walk, param, binding, function, names)
        elif param.annotation is not None:
            walk.trace.edits += annotation_edits(walk.context, walk.trace.container, param.annotation.annotation, form)

    def spell(use: Node, read: Node, role: str, form: str) -> Edit:
        return walk.put(read, names[role] if form == ITEMS else binding.name)

    def whole_text(form: str) -> str:
        return joined(names, form) if names else binding.name

    stretch.emitters.append(emit)
    follow_uses(walk, binding, stretch, spell, optional, None if optional else whole_text, keeps_name=True)


def _split(walk: Walk, param: cst.Param, binding: Binding, function: cst.FunctionDef, names: dict[str, str]) -> None:
    """``metric`` becomes ``key, value``, under the names that the other functions of the port use."""
    known, span = walk.trace.names, walk.tree.span(function)
    for role in ROLES[ITEMS]:
        wanted = [known[role]] if role in known else walk.wanted(role)
        names[role] = walk.pick(wanted, binding.scope, binding, span)
        walk.trace.names_differ = walk.trace.names_differ or known.setdefault(role, names[role]) != names[role]
    texts = dict(names)
    end = walk.tree.span(param.name)[1]
    if param.annotation is not None:
        end = walk.tree.span(param.annotation.annotation)[1]
        texts[KEY] += ": str"
        texts[VALUE] += f": {value_type(walk.trace.container)}"
    walk.trace.edits.append(Edit(walk.tree.span(param.name)[0], end, f"{texts[KEY]}, {texts[VALUE]}"))

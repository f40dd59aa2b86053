"""What is done with one entity: read, tested, compared, handed on; and how each is spelled for a key, value or pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import Expression, Node, attribute_of, comparison_of, is_none, only_target, string_of
from rundata_migrate.translate.defaults import function_of_default, is_last, problem_with_default
from rundata_migrate.translate.follow.entity_dicts import follow_dict, writes_pairs
from rundata_migrate.translate.follow.handing import enter, give, keep, offer_of, put_by_call
from rundata_migrate.translate.follow.reads import history_proposal, is_asked, read_role
from rundata_migrate.translate.follow.walk import Keyed, Named, Several, Single, Use, Walk
from rundata_migrate.translate.forms import (
    ITEMS,
    KEY,
    KEYS,
    LIST,
    ONE,
    ROLES,
    VALUE,
    VALUES,
    Spell,
    Stretch,
    WholeText,
    joined,
    part_of,
)
from rundata_migrate.translate.readers import callee_reads, parameter_reads


def follow_single(walk: Walk, step: Single) -> None:
    """``C[0]``, ``next(...)``, ``max(...)``: one entity, not yet named."""
    node, stretch, optional = step.node, step.stretch, step.optional
    walk.trace.singles[node] = stretch
    parent = walk.tree.parent(node)
    if isinstance(parent, cst.NamedExpr) and parent.value is node:
        walk.follow(Named(parent.target, stretch, optional=optional))
        walk.follow(Single(parent, stretch, optional))
    elif isinstance(parent, cst.AnnAssign):
        walk.block("RD501", parent, "the variable's annotation would become false")
    elif (target := _target_of(walk, parent)) is not None:
        use = Use(node, stretch, _spell_behind(walk), optional)
        why = keep(walk, target, offer_of(use))
        if why:
            whole_use(walk, node, parent, why)
        elif why is None:
            walk.follow(Named(target, stretch, optional=optional))
    elif not isinstance(parent, cst.Expr):
        follow_use(walk, Use(node, stretch, _spell_behind(walk), optional, keeps_name=True))


def _spell_behind(walk: Walk) -> Spell:
    """``C[0].value`` becomes ``C[0]`` or ``C[0][1]``."""

    def spell(use: Node, read: Node, role: str, form: str) -> Edit:
        return Edit(walk.tree.span(use)[1], walk.tree.inner_span(read)[1], part_of(role, form))

    return spell


def _target_of(walk: Walk, parent: Node | None) -> Node | None:
    """What an expression alone is assigned to: ``a = x``, and ``a`` of ``a, b = x, y``."""
    if isinstance(parent, cst.Assign):
        return only_target(parent)
    value = walk.tree.parent(parent) if isinstance(parent, cst.Element) else None
    if not isinstance(value, (cst.Tuple, cst.List)):
        return None
    target = only_target(walk.tree.parent(value))
    if not isinstance(target, (cst.Tuple, cst.List)) or len(target.elements) != len(value.elements):
        return None
    if any(isinstance(one, cst.StarredElement) for one in (*target.elements, *value.elements)):
        return None
    return target.elements[[one is parent for one in value.elements].index(True)].value


def follow_uses(
    walk: Walk,
    binding: Binding,
    stretch: Stretch,
    spell: Spell,
    optional: bool = False,
    whole_text: WholeText | None = None,
    keeps_name: bool = False,
) -> None:
    """Follow every use of a name that is given an entity."""
    slots = walk.names.slot
    others = {one for use in binding.uses for one in slots(use).bindings} - {binding}
    uses = set(binding.uses)
    # `x = None` before the loop that may set it: an optional entity.
    if others and keeps_name and all(_is_none_binding(one) for one in others):
        uses.update(use for one in others for use in one.uses)
        optional = True
    elif mixed := [use for use in binding.uses if slots(use).bindings != {binding}]:
        walk.block("RD408", mixed[0], f"`{binding.name}` may hold something else here")
        walk.trace.evidence += [use for use in binding.uses if _is_read(walk, use)]
        return
    for use in sorted(uses, key=lambda one: walk.tree.inner_span(one)[0]):
        follow_use(walk, Use(use, stretch, spell, optional, slots(use).not_none, whole_text, keeps_name))


def _is_read(walk: Walk, use: Node) -> bool:
    read = attribute_of(walk.tree.parent(use))
    return read is not None and read[1] in api.ENTITY_READS


def _is_none_binding(binding: Binding) -> bool:
    return binding.kind == b.ASSIGN and binding.path == () and is_none(binding.value)


def follow_use(walk: Walk, use: Use) -> None:
    """Look at one use by what stands above it; what nobody understands uses the whole entity."""
    parent = walk.tree.parent(use.node)
    if use.whole_text is None and isinstance(use.node, cst.Name) and not use.keeps_name:
        walk.renamed.add(use.node)
    if not isinstance(parent, cst.Arg) and is_asked(walk, use, parent):
        return
    look = walk.manner.uses.get(type(parent)) or _USES.get(type(parent))
    if look is None or not look(walk, use, parent):
        whole_use(walk, use.node, parent)


# -- by what stands above -------------------------------------------------------------------------
# Each says whether it has understood the use: has noted what it needs, or why it cannot be followed.


def _attribute(walk: Walk, use: Use, parent: cst.Attribute) -> bool:
    name = parent.attr.value
    role = api.PRIVATE_READS.get(name, name)
    if name == "__dict__":
        follow_dict(walk, use, parent, private=True)
    elif role in (KEY, VALUE):
        walk.trace.evidence.append(use.node)
        read_role(walk, use, parent, role)
    elif role in ("timestamp", "step"):
        walk.trace.evidence.append(use.node)
        walk.block("RD401", parent, f"the dict has no {role}", history_proposal(walk, role))
    elif name in ("to_proto", "from_dictionary", "_properties"):
        walk.trace.evidence.append(use.node)
        walk.block("RD402", parent, f"`.{name}` needs the entity itself")
    else:
        walk.trace.new_style.append(use.node)
    return True


def _argument(walk: Walk, use: Use, arg: cst.Arg) -> bool:
    if use.optional and walk.is_truth(use.node):
        return is_asked(walk, use, arg)
    call = walk.tree.parent(arg)
    if not isinstance(call, cst.Call):
        return False
    look = _CALLS.get(walk.values.builtin_name(call.func) or "")
    if look is not None and look(walk, use, arg, call):
        return True
    if _asks_history(call):
        walk.trace.new_style.append(use.node)
        return True
    why = put_by_call(walk, call, arg, offer_of(use))
    if why is None:
        why = enter(walk, call, arg, offer_of(use))
    if why:
        whole_use(walk, use.node, arg, why)
    return True


def _asks_history(call: cst.Call) -> bool:
    """``client.get_metric_history(run_id, key)``: no entity was ever asked for by an entity."""
    method = attribute_of(call.func)
    return method is not None and method[1] == "get_metric_history"


def _result(walk: Walk, use: Use, comp: cst.ListComp | cst.GeneratorExp | cst.DictComp) -> bool:
    """``[m for m in C]``: a list of entities, or a dict of them."""
    is_result = comp.value is use.node if isinstance(comp, cst.DictComp) else comp.elt is use.node
    if not is_result or (use.whole_text is None and (isinstance(use.node, cst.Name) or use.unguarded)):
        return False
    inner = walk.stretch(use.stretch) if use.whole_text is not None else use.stretch
    if isinstance(comp, cst.DictComp):
        walk.follow(Keyed(comp, inner, deep=False))
    else:
        walk.follow(Several(comp, inner))
    _write_whole(walk, use, inner)
    return True


def _write_whole(walk: Walk, use: Use, inner: Stretch) -> None:
    """Have the use written in the form of the stretch that it goes on in."""
    whole_text = use.whole_text
    if whole_text is not None:
        inner.emitters.append(lambda form: walk.write(use.node, whole_text(form)))


def _assigned(walk: Walk, use: Use, assign: cst.Assign) -> bool:
    target = only_target(assign)
    if target is None:
        return False
    why = keep(walk, target, offer_of(use))
    if why == "":
        return True
    if why or use.whole_text is None:
        whole_use(walk, use.node, assign, why or "")
        return True
    inner = walk.stretch(use.stretch)
    walk.follow(Named(target, inner))
    _write_whole(walk, use, inner)
    return True


def _half_of_pair(walk: Walk, use: Use, element: cst.Element) -> bool:
    """``m`` of ``dict((m.key, m) for m in C)``."""
    pair = walk.tree.parent(element)
    comp = walk.tree.parent(pair) if isinstance(pair, cst.Tuple) else None
    call = walk.tree.call_with(comp) if isinstance(comp, (cst.GeneratorExp, cst.ListComp)) else None
    if not isinstance(pair, cst.Tuple) or call is None or walk.passages is None:
        return False
    is_second = len(pair.elements) == 2 and pair.elements[1] is element and getattr(comp, "elt", None) is pair
    if use.whole_text is None or not is_second or len(call.args) != 1 or walk.values.builtin_name(call.func) != "dict":
        return False
    inner = walk.stretch(use.stretch)
    walk.follow(Keyed(call, inner, deep=False))
    _write_whole(walk, use, inner)
    return True


def _index(walk: Walk, use: Use, index: cst.Index) -> bool:
    """``C[m]``: new code has a key in hand."""
    element = walk.tree.parent(index)
    subscript = walk.tree.parent(element)
    if not isinstance(subscript, cst.Subscript) or not walk.is_container(subscript.value):
        return False
    walk.trace.new_style.append(use.node)
    return True


def _compared(walk: Walk, use: Use, parent: Node) -> bool:
    """``m == "acc"``: new code has a key in hand."""
    compared = comparison_of(parent if isinstance(parent, cst.Comparison) else walk.tree.parent(parent))
    if compared is None or all(string_of(side) is None for side in (compared[0], compared[2])):
        return False
    walk.trace.new_style.append(use.node)
    return True


def _given(walk: Walk, use: Use, statement: cst.Return | cst.Yield) -> bool:
    why = give(walk, statement, offer_of(use, LIST if isinstance(statement, cst.Yield) else ONE))
    if why:
        whole_use(walk, use.node, statement, why)
    return True


def _default(walk: Walk, use: Use, param: cst.Param) -> bool:
    """``lambda m=m: m.value`` becomes ``lambda value=value: value``."""
    whole_text = use.whole_text
    if whole_text is None or use.optional:
        return False
    why = problem_with_default(walk.context, param)
    function = function_of_default(walk.context, param)
    binding = walk.names.binding_of_target.get(param)
    if why or function is None or binding is None:
        whole_use(walk, use.node, param, why)
        return True
    inner = walk.stretch(use.stretch)
    names: dict[str, str] = {}
    span = walk.tree.span(function)

    def emit(form: str) -> None:
        for role in ROLES[form]:
            outer = whole_text(KEYS if role == KEY else VALUES)
            wanted = [*([outer] if outer.isidentifier() else []), *walk.wanted(role)]
            pending = [one for one in walk.trace.reserved if one[0] != outer]
            names[role] = walk.pick(wanted, binding.scope, binding, span, pending)
        if form != ITEMS:
            walk.write(param.name, *names.values())
            walk.write(use.node, whole_text(form))
            return
        text = f"{names[KEY]}={whole_text(KEYS)}, {names[VALUE]}={whole_text(VALUES)}"
        if not is_last(function, param):  # those behind it keep their places
            text = f"{param.name.value}={whole_text(ITEMS)}"
            names.update({role: f"{param.name.value}{part_of(role, ITEMS)}" for role in ROLES[ITEMS]})
        walk.trace.edits.append(Edit(walk.tree.span(param.name)[0], walk.tree.span(use.node)[1], text))

    def spell(_: Node, read: Node, role: str, form: str) -> Edit:
        return walk.put(read, names[role])

    inner.emitters.append(emit)
    follow_uses(walk, binding, inner, spell, whole_text=lambda form: joined(names, form))
    return True


_USES: dict[type, Callable[[Walk, Use, Any], bool]] = {
    cst.Attribute: _attribute,
    cst.Arg: _argument,
    cst.ListComp: _result,
    cst.GeneratorExp: _result,
    cst.DictComp: _result,
    cst.Assign: _assigned,
    cst.Element: _half_of_pair,
    cst.Index: _index,
    cst.Comparison: _compared,
    cst.ComparisonTarget: _compared,
    cst.Param: _default,
    cst.Return: _given,
    cst.Yield: _given,
}


# -- arguments of builtins ------------------------------------------------------------------------


def _is_alone(arg: cst.Arg, call: cst.Call) -> bool:
    return len(call.args) == 1 and arg.keyword is None and not arg.star


def _getattr(walk: Walk, use: Use, arg: cst.Arg, call: cst.Call) -> bool:
    """``getattr(m, "value")``."""
    role = string_of(call.args[1].value) if len(call.args) == 2 and call.args[0] is arg else None
    if role not in (KEY, VALUE) or not isinstance(use.node, cst.Name):
        return _asked_about(walk, use, arg, call)
    walk.trace.evidence.append(use.node)
    read_role(walk, use, call, role)
    return True


def _dict(walk: Walk, use: Use, arg: cst.Arg, call: cst.Call) -> bool:
    if _is_alone(arg, call):
        follow_dict(walk, use, call)
    return _is_alone(arg, call)


def _vars(walk: Walk, use: Use, arg: cst.Arg, call: cst.Call) -> bool:
    if not _is_alone(arg, call):
        return _asked_about(walk, use, arg, call)
    follow_dict(walk, use, call, private=True)
    return True


def _pairs(walk: Walk, use: Use, arg: cst.Arg, call: cst.Call) -> bool:
    return len(call.args) == 1 and not arg.star and not use.unguarded and writes_pairs(walk, use, call)


def _asked_about(walk: Walk, use: Use, arg: cst.Arg, call: cst.Call) -> bool:
    walk.trace.evidence.append(use.node)
    name = walk.values.builtin_name(call.func)
    walk.block("RD402", call, f"`{name}` asks about the entity itself", shim=False)
    return True


def _truth(walk: Walk, use: Use, arg: cst.Arg, call: cst.Call) -> bool:
    if use.unguarded or len(call.args) != 1:
        return False
    walk.block("RD402", call, "the truth of an entity")
    return True


_CALLS: dict[str, Callable[[Walk, Use, cst.Arg, cst.Call], bool]] = {
    "getattr": _getattr,
    "dict": _dict,
    "vars": _vars,
    "list": _pairs,
    "tuple": _pairs,
    "bool": _truth,
    "isinstance": _asked_about,
    "hasattr": _asked_about,
    "type": _asked_about,
    "setattr": _asked_about,
}


# -- the whole of it ------------------------------------------------------------------------------


_SHOWN = "is shown as it is"


def whole_use(walk: Walk, use: Expression, parent: Node | None, why: str = "") -> None:
    """The entity goes where it is needed as it was: say where."""
    what, is_read = _what_becomes(walk, use, parent)
    reason = f": {why}" if why and what != _SHOWN else ""
    # `m in C` would compare the shim's entity with the dict's keys
    comparable = not isinstance(parent, (cst.Comparison, cst.ComparisonTarget))
    walk.block("RD402", use, f"the entity `{walk.shown(use)}` {what}{reason}", shim=comparable)
    if is_read:
        walk.trace.evidence.append(use)


def _what_becomes(walk: Walk, use: Expression, parent: Node | None) -> tuple[str, bool]:
    """What is done with the whole entity, and whether that reads it as one."""
    call = walk.tree.call_with(use)
    if call is not None:
        callee = walk.shown(call.func)  # none where what a cell gives is shown: shown.py
        return f"is handed to `{callee}`" if callee else _SHOWN, callee_reads(walk.context, call, use) or _is_format(
            call
        )
    if isinstance(parent, (cst.Return, cst.Yield)):
        return "is returned", False
    if isinstance(parent, cst.Param):
        return "is a default", parameter_reads(walk.context, parent)
    if isinstance(parent, cst.Match):
        return "is matched", any(isinstance(case.pattern, cst.MatchClass) for case in parent.cases)
    if _is_taken_apart(use, parent):
        return "is iterated as pairs of property and value", True
    return "is used whole", False


def _is_taken_apart(use: Node, parent: Node | None) -> bool:
    """``for prop, value in m`` and ``(_, key), (_, value) = m``: no key is taken apart like that."""
    if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is use:
        return isinstance(parent.target, (cst.Tuple, cst.List))
    target = only_target(parent)
    if target is not None:
        return isinstance(target, (cst.Tuple, cst.List)) and any(
            isinstance(element.value, (cst.Tuple, cst.List)) for element in target.elements
        )
    return False


def _is_format(call: cst.Call) -> bool:
    """``"{m.key}".format(m=m)``: the text reads the entity."""
    parts = attribute_of(call.func)
    text = string_of(parts[0]) if parts is not None and parts[1] == "format" else None
    return text is not None and any(f".{name}" in text for name in api.ENTITY_READS)

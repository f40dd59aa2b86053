"""An entity made into a dict of its properties: ``dict(m)``, ``vars(m)``, ``m.__dict__``, and the list ``list(m)``.

A dict of a param or a tag holds its key and its value, and is written out. That of a metric holds the timestamp too: it
is written out only where everything that is read of it is known.
"""

from __future__ import annotations

import re
import string

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node, attribute_of, index_of, only_target, string_of
from rundata_migrate.translate.follow.reads import history_proposal, read_role
from rundata_migrate.translate.follow.walk import Use, Walk
from rundata_migrate.translate.forms import KEY, VALUE
from rundata_migrate.translate.text import ATOM, replace_node
from rundata_migrate.translate.trace import STORE

_PUBLIC = {"key": KEY, "value": VALUE}
_PRIVATE = {"_key": KEY, "_value": VALUE}
_FIELD = re.compile(r"%\((\w+)\)|%%|(%)")


def follow_dict(walk: Walk, use: Use, made: Expression, *, private: bool = False) -> None:
    """``made`` is the dict of the entity, by its properties or (``private``) by its attributes."""
    names = _PRIVATE if private else _PUBLIC
    read = _item_read(walk, made)
    if read is None and walk.port is not None and walk.port.kind == STORE:
        walk.block("RD402", made, "a dict of the properties of what comes from several places")
        return
    walk.trace.evidence.append(use.node)
    is_named = isinstance(use.node, cst.Name) and not use.unguarded
    if not isinstance(made, cst.Attribute) and not is_named:
        _block_unwritten(walk, made)
    elif read is not None and read[1] in names:
        read_role(walk, use, read[0], names[read[1]])
    elif read is not None and read[1].lstrip("_") in ("timestamp", "step"):
        role = read[1].lstrip("_")
        walk.block("RD401", read[0], f"the dict has no {role}", history_proposal(walk, role))
    elif not is_named or walk.in_f_string(made):
        _block_unwritten(walk, made)
    elif walk.trace.container not in ("params", "tags") and not _reads_only(walk, made, set(names)):
        reason = f"`{walk.shown(made)}` holds the timestamp, which the new dict lacks"
        walk.block("RD401", made, reason, shim=False)
    else:
        _write_out(walk, use, made, names)


def _block_unwritten(walk: Walk, made: Expression) -> None:
    walk.block("RD402", made, f"`{walk.shown(made)}` has no short equal here", shim=False)


def _write_out(walk: Walk, use: Use, made: Expression, names: dict[str, str]) -> None:
    """``{"key": key, "value": value}``, or ``key=key, value=value`` for the ``**`` of a call."""
    use.stretch.needs |= {KEY, VALUE}
    parent = walk.tree.parent(made)
    in_call = isinstance(parent, cst.Arg) and parent.star == "**" and names is _PUBLIC

    def emit(form: str) -> None:
        parts = {name: use.spell(use.node, made, role, form).text.strip() for name, role in names.items()}
        if in_call and parent is not None:
            text = ", ".join(f"{name}={part}" for name, part in parts.items())
            walk.trace.edits.append(Edit(walk.tree.inner_span(parent)[0], walk.tree.span(made)[1], text))
            return
        text = ", ".join(f'"{name}": {part}' for name, part in parts.items())
        walk.trace.edits.append(replace_node(walk.tree, made, f"{{{text}}}", ATOM))

    use.stretch.emitters.append(emit)


def writes_pairs(walk: Walk, use: Use, call: cst.Call) -> bool:
    """``list(p)`` of a param or a tag: whether it can be written out; the same words on a key mean its letters."""
    if walk.trace.container not in ("params", "tags") or not isinstance(use.node, cst.Name):
        return False
    if walk.in_f_string(call):
        return False
    is_list = walk.values.builtin_name(call.func) == "list"
    use.stretch.needs |= {KEY, VALUE}

    def emit(form: str) -> None:
        parts = [(role, use.spell(use.node, call, role, form).text.strip()) for role in (KEY, VALUE)]
        text = ", ".join(f'("{role}", {part})' for role, part in parts)
        walk.trace.edits.append(replace_node(walk.tree, call, f"[{text}]" if is_list else f"({text})", ATOM))

    use.stretch.emitters.append(emit)
    return True


def _item_read(walk: Walk, made: Expression) -> tuple[Expression, str] | None:
    """``made["key"]`` or ``made.get("key")``: the whole read, and what is read."""
    parent = walk.tree.parent(made)
    if isinstance(parent, cst.Subscript) and parent.value is made:
        name = string_of(index_of(parent))
        return (parent, name) if name is not None and not walk.is_store(parent) else None
    method = attribute_of(parent)
    call = walk.tree.call_of(parent)
    if method is None or method != (made, "get") or call is None:
        return None
    arguments = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
    name = string_of(arguments[0]) if len(arguments) == len(call.args) == 1 else None
    return (call, name) if name is not None else None


def _reads_only(walk: Walk, made: Expression, names: set[str]) -> bool:
    """Whether only these items are read of the dict, whatever else it may hold."""
    parent = walk.tree.parent(made)
    call, arg = walk.tree.argument(made)
    if call is not None and arg is not None and arg.star == "**":
        method = attribute_of(call.func)
        text = string_of(method[0]) if method is not None and method[1] == "format" else None
        return text is not None and _format_fields(text) <= names
    if isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, cst.Modulo) and parent.right is made:
        text = string_of(parent.left)
        return text is not None and _percent_fields(text) <= names
    target = only_target(parent)
    return target is not None and _is_read_by(walk, target, names)


def _is_read_by(walk: Walk, target: Node, names: set[str]) -> bool:
    """Whether the target is a name of this dict alone, of which only these items are read."""
    binding = walk.names.binding_of_target.get(target)
    if binding is None or binding.scope.kind == "class" or binding.name in binding.scope.bound_from_inside:
        return False
    is_of_module = binding.scope.kind == "module"
    if (is_of_module and walk.values.escapes.is_read_elsewhere(binding)) or (
        not is_of_module and binding.name in binding.scope.global_names
    ):
        return False
    if any(walk.names.slot(use).bindings != {binding} for use in binding.uses):
        return False
    reads = [_item_read(walk, use) if isinstance(use, cst.BaseExpression) else None for use in binding.uses]
    return all(read is not None and read[1] in names for read in reads)


def _format_fields(text: str) -> set[str]:
    """The names in a format string, as they stand: ``{key.x}`` and ``{}`` are no names of items."""
    try:
        fields = [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return {""}
    return {name if "{" not in spec else "" for name, spec in fields}


def _percent_fields(text: str) -> set[str]:
    """The names in ``%(name)s``; an empty one for anything else."""
    return {match.group(1) or "" for match in _FIELD.finditer(text) if match.group() != "%%"}

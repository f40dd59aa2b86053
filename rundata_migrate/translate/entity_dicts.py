"""An entity made into a dict of its properties: ``dict(m)``, ``vars(m)``, ``m.__dict__``, and the list ``list(m)``.

A dict of a param or a tag holds its key and its value, and is written out. That of a metric holds the timestamp too: it
is written out only where everything that is read of it is known.
"""

from __future__ import annotations

import re
import string
from abc import abstractmethod

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node, attribute_of, index_of, string_of
from rundata_migrate.translate.plan import KEY, VALUE, Domain, Plan, Spell
from rundata_migrate.translate.text import ATOM, replace_node

_PUBLIC = {"key": KEY, "value": VALUE}
_PRIVATE = {"_key": KEY, "_value": VALUE}
_FIELD = re.compile(r"%\((\w+)\)|%%|(%)")


class EntityDicts(Plan):
    """The part of a representation that looks at dicts of entities."""

    @abstractmethod
    def _read_use(self, use: Expression, read: Node, role: str, domain: Domain, spell: Spell, unguarded: bool) -> None:
        """The role is read of the entity."""

    @abstractmethod
    def _history_proposal(self, role: str) -> str:
        """Where the metric's timestamp is."""

    def _dict_of_entity(
        self, use: Expression, made: Expression, domain: Domain, spell: Spell, unguarded: bool, private: bool = False
    ) -> None:
        """``made`` is the dict of the entity ``use``, by its properties or (``private``) by its attributes."""
        self.evidence.append(use)
        names = _PRIVATE if private else _PUBLIC
        parent = self.tree.parent(made)
        is_attribute = isinstance(made, cst.Attribute)
        if not is_attribute and (unguarded or not isinstance(use, cst.Name)):
            self._block("RD402", made, f"`{self._shown(made)}` has no short equal here", shim=False)
            return
        read = self._item_read(made)
        if read is not None and read[1] in names:
            self._read_use(use, read[0], names[read[1]], domain, spell, unguarded)
            return
        if read is not None and read[1].lstrip("_") in ("timestamp", "step"):
            role = read[1].lstrip("_")
            self._block("RD401", read[0], f"the dict has no {role}", self._history_proposal(role))
            return
        if not isinstance(use, cst.Name) or unguarded or self._in_f_string(made):
            self._block("RD402", made, f"`{self._shown(made)}` has no short equal here", shim=False)
            return
        if self.site.value.container not in ("params", "tags") and not self._reads_only(made, set(names)):
            reason = f"`{self._shown(made)}` holds the timestamp, which the new dict lacks"
            self._block("RD401", made, reason, shim=False)
            return
        domain.needs |= {KEY, VALUE}
        in_call = isinstance(parent, cst.Arg) and parent.star == "**" and not private

        def emit(form: str) -> None:
            parts = {name: spell(use, made, role, form).text.strip() for name, role in names.items()}
            if in_call and parent is not None:
                text = ", ".join(f"{name}={part}" for name, part in parts.items())
                self.edits.append(Edit(self.tree.inner_span(parent)[0], self.tree.span(made)[1], text))
                return
            text = ", ".join(f'"{name}": {part}' for name, part in parts.items())
            self.edits.append(replace_node(self.tree, made, f"{{{text}}}", ATOM))

        domain.emitters.append(emit)

    def _pairs_of_entity(self, use: Expression, call: cst.Call, domain: Domain, spell: Spell) -> bool:
        """``list(p)`` of a param or a tag: whether it can be written out; the same words on a key mean its letters."""
        if self.site.value.container not in ("params", "tags") or not isinstance(use, cst.Name):
            return False
        if self._in_f_string(call):
            return False
        is_list = self.context.values.builtin_name(call.func) == "list"
        domain.needs |= {KEY, VALUE}

        def emit(form: str) -> None:
            parts = [(role, spell(use, call, role, form).text.strip()) for role in (KEY, VALUE)]
            text = ", ".join(f'("{role}", {part})' for role, part in parts)
            self.edits.append(replace_node(self.tree, call, f"[{text}]" if is_list else f"({text})", ATOM))

        domain.emitters.append(emit)
        return True

    def _shown(self, node: Node) -> str:
        return " ".join(self.tree.code(node).split())

    def _in_f_string(self, node: Node) -> bool:
        return any(isinstance(above, cst.FormattedStringExpression) for above in self.tree.ancestors(node))

    def _item_read(self, made: Expression) -> tuple[Expression, str] | None:
        """``made["key"]`` or ``made.get("key")``: the whole read, and what is read."""
        parent = self.tree.parent(made)
        if isinstance(parent, cst.Subscript) and parent.value is made:
            name = string_of(index_of(parent))
            return (parent, name) if name is not None and not self._is_store(parent) else None
        method = attribute_of(parent)
        call = self.tree.parent(parent) if parent is not None else None
        if method is None or method != (made, "get") or not isinstance(call, cst.Call) or call.func is not parent:
            return None
        arguments = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
        name = string_of(arguments[0]) if len(arguments) == len(call.args) == 1 else None
        return (call, name) if name is not None else None

    def _reads_only(self, made: Expression, names: set[str]) -> bool:
        """Whether only these items are read of the dict, whatever else it may hold."""
        parent = self.tree.parent(made)
        if isinstance(parent, cst.Arg) and parent.star == "**":
            call = self.tree.parent(parent)
            method = attribute_of(call.func) if isinstance(call, cst.Call) else None
            text = string_of(method[0]) if method is not None and method[1] == "format" else None
            return text is not None and _format_fields(text) <= names
        if isinstance(parent, cst.BinaryOperation) and isinstance(parent.operator, cst.Modulo) and parent.right is made:
            text = string_of(parent.left)
            return text is not None and _percent_fields(text) <= names
        if isinstance(parent, cst.Assign) and len(parent.targets) == 1:
            return self._is_read_by(parent.targets[0].target, names)
        return False

    def _is_read_by(self, target: Node, names: set[str]) -> bool:
        """Whether the target is a name of this dict alone, of which only these items are read."""
        binding = self.context.names.binding_of_target.get(target)
        if binding is None or binding.scope.kind in ("class", "module") or binding.name in binding.scope.global_names:
            if (
                binding is None
                or binding.scope.kind != "module"
                or self.context.values.escapes.is_read_elsewhere(binding)
            ):
                return False
        if binding.name in binding.scope.bound_from_inside:
            return False
        uses = list(binding.uses)
        if any(self.context.names.slot(use).bindings != {binding} for use in uses):
            return False
        reads = [self._item_read(use) for use in uses if isinstance(use, cst.BaseExpression)]
        return len(reads) == len(uses) and all(read is not None and read[1] in names for read in reads)


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

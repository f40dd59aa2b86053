"""What is done with a variable that entities are kept in: every place that reads it, in every form that it may have."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit
from rundata_migrate.syntax import Expression, Node
from rundata_migrate.translate.plan import ITEMS, KEY, KEYS, VALUES, Domain, Spell
from rundata_migrate.translate.port_plan import PortPlan


class StorePlan(PortPlan):
    """Follows the reads of a variable, as a port's plan follows those of a parameter."""

    def _start(self, root: Domain) -> None:
        self.port.domain = root
        assert self.port.holder is not None
        for use in self.port.holder.reads:
            if self.port.elements:
                self._several(use, root)
            elif isinstance(use, cst.Name):
                self._named_entity(use, root)
            else:
                self._entity_expression(use, root, self._optional)

    def _named_entity(self, use: cst.Name, domain: Domain) -> None:
        """One use of a variable that is given entities in several places: it keeps its name in every form."""
        guarded = self.context.names.slot(use).not_none

        def spell(use: Node, read: Node, role: str, form: str) -> Edit:
            tail = "" if form != ITEMS else f"[{0 if role == KEY else 1}]"
            return self._put(read, self.tree.code(use) + tail)

        def whole_text(form: str) -> str:
            tails = {KEYS: "[0]", VALUES: "[1]", ITEMS: ""}
            return use.value + (tails[form] if domain.form == ITEMS else "")

        text = None if self._optional else whole_text
        self._use(use, domain, spell, self._optional, guarded, text, keeps_name=True)

    def _dict_of_entity(
        self, use: Expression, made: Expression, domain: Domain, spell: Spell, unguarded: bool, private: bool = False
    ) -> None:
        if self._item_read(made) is not None:
            super()._dict_of_entity(use, made, domain, spell, unguarded, private)
            return
        self._block("RD402", made, "a dict of the properties of what comes from several places")

"""What is done with one entity: read, tested, compared, handed on; and how each is spelled for a key, value or pair."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Expression,
    Node,
    attribute_of,
    is_none,
    name_of,
    string_of,
)
from rundata_migrate.translate.defaults import function_of_default, is_last, problem_with_default
from rundata_migrate.translate.entity_dicts import EntityDicts
from rundata_migrate.translate.plan import ITEMS, KEY, KEYS, LIST, ONE, ROLES, VALUE, VALUES, Domain, Spell
from rundata_migrate.translate.ports import Source
from rundata_migrate.translate.readers import callee_reads, parameter_reads
from rundata_migrate.translate.text import glue, replace_node


class EntityUses(EntityDicts):
    """The half of a representation that looks at single entities."""

    @abstractmethod
    def _mapping(self, node: Expression, domain: Domain, deep: bool) -> None:
        """``node`` is a dict of entities (``deep``: of lists of them): who takes them?"""

    @abstractmethod
    def _kept(
        self,
        target: Node,
        node: Expression,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
        shape: str,
    ) -> str | None:
        """Assigned to something that is looked at as a whole: the reason where not, None where it is no such thing."""

    @abstractmethod
    def _put_by_call(
        self,
        call: cst.Call,
        arg: cst.Arg,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
        shape: str,
    ) -> str | None:
        """``xs.append(m)``, ``d.setdefault(k, m)``, ``xs.extend(C)``; as `_kept`."""

    def _uses(
        self,
        binding: Binding,
        domain: Domain,
        spell: Spell,
        optional: bool,
        whole_text: Callable[[str], str] | None = None,
        keeps_name: bool = False,
    ) -> None:
        others: set[Binding] = set()
        for use in binding.uses:
            others |= self.context.names.slot(use).bindings - {binding}
        # `x = None` before the loop that may set it: an optional entity.
        if others and keeps_name and all(self._is_none_binding(one) for one in others):
            uses = {use for one in (binding, *others) for use in one.uses}
            optional = True
        else:
            uses = set(binding.uses)
            mixed = [use for use in binding.uses if self.context.names.slot(use).bindings != {binding}]
            if mixed:
                self._block("RD408", mixed[0], f"`{binding.name}` may hold something else here")
                for use in binding.uses:
                    self._note_read(use)
                return
        for use in sorted(uses, key=lambda one: self.tree.inner_span(one)[0]):
            guarded = self.context.names.slot(use).not_none
            self._use(use, domain, spell, optional, guarded, whole_text, keeps_name)

    def _note_read(self, use: Node) -> None:
        read = attribute_of(self.tree.parent(use))
        if read is not None and read[1] in api.ENTITY_READS:
            self.evidence.append(use)

    @staticmethod
    def _is_none_binding(binding: Binding) -> bool:
        return binding.kind == b.ASSIGN and binding.path == () and is_none(binding.value)

    def _use(
        self,
        use: Expression,
        domain: Domain,
        spell: Spell,
        optional: bool,
        guarded: bool,
        whole_text: Callable[[str], str] | None,
        keeps_name: bool,
    ) -> None:
        parent = self.tree.parent(use)
        if whole_text is None and isinstance(use, cst.Name) and not keeps_name:
            self._renamed.add(use)
        if isinstance(parent, cst.Attribute) and parent.value is use:
            self._attribute_use(use, parent, domain, spell, optional and not guarded)
        elif isinstance(parent, cst.Arg) and not (optional and self._is_truth(use)):
            self._argument_use(use, parent, domain, spell, optional and not guarded, whole_text)
        elif (self._is_none_test(parent, use) and keeps_name) or (
            optional and self._collapses(use, parent, domain, spell)
        ):
            pass
        elif optional and self._is_truth(use):
            domain.emitters.append(lambda form: self._emit_truth(use, form))
        elif optional and self._is_left_of_and(use, parent):
            # `x and f(x.value)` gives x itself when it is None: a tuple keeps that, a number would not
            domain.forbidden |= {VALUES, KEYS}
        elif isinstance(parent, COMPREHENSIONS) and self._is_result(use, parent) and self._may_stand(use, whole_text):
            self._result_use(use, parent, domain, whole_text, optional and not guarded)
        elif isinstance(parent, cst.Assign) and len(parent.targets) == 1:
            self._assigned_use(use, parent, domain, whole_text, optional and not guarded)
        elif isinstance(parent, cst.Element) and whole_text is not None and self._is_half_of_pair(parent):
            self._pair_use(use, parent, domain, whole_text)
        elif (isinstance(parent, cst.Index) and self._indexes_container(parent)) or (
            isinstance(parent, (cst.Comparison, cst.ComparisonTarget)) and self._compared_with_text(parent)
        ):
            self.new_style.append(use)
        elif isinstance(parent, cst.Param) and whole_text is not None and not optional:
            self._default_use(use, parent, domain, whole_text)
        elif isinstance(parent, (cst.Return, cst.Yield)):
            shape = LIST if isinstance(parent, cst.Yield) else ONE
            why = self._gives(use, parent, domain, whole_text, optional and not guarded, shape)
            if why:
                self._whole_use(use, parent, why)
        else:
            self._whole_use(use, parent)

    def _gives(
        self,
        node: Expression,
        statement: Node,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
        shape: str,
    ) -> str:
        """Through the function's result to its callers; the reason where that cannot be followed."""
        if self.ports is None:
            return "callers are not looked at here"
        if node in self._renamed:
            return "its name changes here"
        if isinstance(statement, cst.Yield) and not isinstance(self.tree.parent(statement), cst.Expr):
            return "something may be sent to the generator"
        return self.ports.give(statement, shape, Source(node, domain, whole_text, optional, self)) or ""

    def _enters(
        self,
        call: cst.Call,
        arg: cst.Arg,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
        shape: str,
    ) -> str:
        """Into a parameter of the function that is called; the reason where that cannot be followed."""
        if self.ports is None or arg.star:
            return "what it is handed to is not looked at here"
        if arg.value in self._renamed:
            return "its name changes here"
        return self.ports.enter(call, arg, shape, Source(arg.value, domain, whole_text, optional, self)) or ""

    def _attribute_use(
        self, use: Expression, parent: cst.Attribute, domain: Domain, spell: Spell, unguarded: bool
    ) -> None:
        name = parent.attr.value
        role = api.PRIVATE_READS.get(name, name)
        read: Node = parent
        if name == "__dict__":
            self._dict_of_entity(use, parent, domain, spell, unguarded, private=True)
            return
        if role in (KEY, VALUE):
            self.evidence.append(use)
            self._read_use(use, read, role, domain, spell, unguarded)
        elif role in ("timestamp", "step"):
            self.evidence.append(use)
            self._block(
                "RD401",
                read,
                f"the dict has no {role}",
                self._history_proposal(role),
            )
        elif name in ("to_proto", "from_dictionary", "_properties"):
            self.evidence.append(use)
            self._block("RD402", read, f"`.{name}` needs the entity itself")
        else:
            self.new_style.append(use)

    def _history_proposal(self, role: str) -> str:
        """The expression for the Metric that the run shows, under the names of this place where known."""
        client, run = "client", "run"
        data = attribute_of(self.site.node)
        shown = attribute_of(data[0]) if data is not None else None
        if shown is not None and shown[1] == "data" and isinstance(shown[0], cst.Name):
            run = shown[0].value
            client = self._client_that_fetched(shown[0]) or client
        return f"`{api.HISTORY.format(client=client, run_id=f'{run}.info.run_id', key='key')}.{role}`"

    def _client_that_fetched(self, run: cst.Name) -> str | None:
        """``c`` for ``run = c.get_run(...)``, the one assignment that reaches the site."""
        reaching = self.context.names.slot(run).bindings
        binding = next(iter(reaching)) if len(reaching) == 1 else None
        if binding is None or binding.kind != b.ASSIGN or binding.path != ():
            return None
        call = binding.value
        method = attribute_of(call.func) if isinstance(call, cst.Call) else None
        if method is None or method[1] != "get_run" or not isinstance(method[0], cst.Name):
            return None
        return method[0].value if self.context.values.of(method[0]).kind == api.CLIENT else None

    def _read_use(self, use: Expression, read: Node, role: str, domain: Domain, spell: Spell, unguarded: bool) -> None:
        if self._is_store(read):
            self._block("RD402", read, f"the entity's {role} is assigned")
            return
        above = self.tree.parent(read)
        if isinstance(above, cst.FormattedStringExpression) and above.equal is not None:
            self._block("RD402", read, "`=` in an f-string prints the expression itself")
            return
        if unguarded:
            # None.value raised; None[1] raises too, a bare None would go on unnoticed
            domain.forbidden |= {VALUES, KEYS}
            self.exceptions.append((read, "AttributeError", "TypeError"))
        domain.needs.add(role)

        def emit(form: str) -> None:
            if read not in self._collapsed:
                self.edits.append(spell(use, read, role, form))

        domain.emitters.append(emit)

    def _argument_use(
        self,
        use: Expression,
        arg: cst.Arg,
        domain: Domain,
        spell: Spell,
        unguarded: bool,
        whole_text: Callable[[str], str] | None,
    ) -> None:
        call = self.tree.parent(arg)
        if not isinstance(call, cst.Call):
            self._whole_use(use, arg)
            return
        name = self.context.values.builtin_name(call.func)
        if name == "getattr" and len(call.args) == 2 and call.args[0] is arg and isinstance(use, cst.Name):
            role = string_of(call.args[1].value)
            if role in (KEY, VALUE):
                self.evidence.append(use)
                self._read_use(use, call, role, domain, spell, unguarded)
                return
        if name == "dict" and len(call.args) == 1 and arg.keyword is None and not arg.star:
            self._dict_of_entity(use, call, domain, spell, unguarded)
            return
        if name == "vars" and len(call.args) == 1 and arg.keyword is None and not arg.star:
            self._dict_of_entity(use, call, domain, spell, unguarded, private=True)
            return
        if name in ("list", "tuple") and len(call.args) == 1 and not arg.star and not unguarded:
            if self._pairs_of_entity(use, call, domain, spell):
                return
        if name in ("isinstance", "hasattr", "vars", "type", "getattr", "setattr"):
            self.evidence.append(use)
            self._block("RD402", call, f"`{name}` asks about the entity itself", shim=False)
            return
        if self._asks_history(call):
            self.new_style.append(use)
            return
        if name == "bool" and not unguarded and len(call.args) == 1:
            self._block("RD402", call, "the truth of an entity")
            return
        why = self._put_by_call(call, arg, domain, whole_text, unguarded, ONE)
        if why is None:
            why = self._enters(call, arg, domain, whole_text, unguarded, ONE)
        if why:
            self._whole_use(use, arg, why)

    def _asks_history(self, call: cst.Call) -> bool:
        """``client.get_metric_history(run_id, key)``: no entity was ever asked for by an entity."""
        method = attribute_of(call.func)
        return method is not None and method[1] == "get_metric_history"

    def _collapses(self, use: Expression, parent: Node | None, domain: Domain, spell: Spell) -> bool:
        """``x.value if x else None`` and ``x and x.value`` are just the optional value."""
        if not isinstance(use, cst.Name):
            return False
        whole: Expression
        if isinstance(parent, cst.IfExp) and parent.test is use and is_none(parent.orelse):
            whole, read = parent, parent.body
        elif isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.And):
            if parent.left is not use:
                return False
            whole, read = parent, parent.right
        elif isinstance(parent, cst.Comparison):
            return False
        else:
            return False
        parts = attribute_of(read)
        if parts is None or name_of(parts[0]) != use.value or parts[1] not in (KEY, VALUE):
            return False
        if self._is_truth(whole):
            return False
        if self.tree.has_comment(*self.tree.span(whole)):
            return False
        role = parts[1]
        collapsed = read
        domain.needs.add(role)

        def emit(form: str) -> None:
            if form == ITEMS:
                return  # a pair is true as the entity was
            self.edits.append(replace_node(self.tree, whole, use.value, 9))

        # Registered before the read's own emitter runs, which then leaves the read alone.
        def mark(form: str) -> None:
            if form != ITEMS:
                self._collapsed.add(collapsed)

        domain.emitters.insert(0, mark)
        domain.emitters.append(emit)
        return True

    def _emit_truth(self, use: Expression, form: str) -> None:
        """``x`` becomes ``x is not None``, ``not x`` becomes ``x is None``; what stands inside x is not touched."""
        if form == ITEMS:
            return
        parent = self.tree.parent(use)
        start, end = self.tree.span(use)
        bare = isinstance(use, cst.NamedExpr) and not use.lpar
        before, after = ("(", ")") if bare else ("", "")
        if isinstance(parent, cst.UnaryOperation) and isinstance(parent.operator, cst.Not):
            low = self.tree.inner_span(parent)[0]
            self.edits += [Edit(low, start, glue(self.tree, low, before)), Edit(end, end, f"{after} is None")]
        else:
            if before:
                self.edits.append(Edit(start, start, before))
            self.edits.append(Edit(end, end, f"{after} is not None"))

    @staticmethod
    def _may_stand(use: Expression, whole_text: Callable[[str], str] | None) -> bool:
        """Whether the use can be followed as what it is: no name, or one that can be spelled anew."""
        return whole_text is not None or not isinstance(use, cst.Name)

    def _result_use(
        self,
        use: Expression,
        comp: Expression,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
    ) -> None:
        if not isinstance(comp, (cst.ListComp, cst.GeneratorExp, cst.DictComp)) or (whole_text is None and optional):
            self._whole_use(use, comp)
            return
        inner = domain
        if whole_text is not None:
            inner = self._domain()
            self._links.append((domain, inner))
        if isinstance(comp, cst.DictComp):
            self._mapping(comp, inner, deep=False)
        else:
            self._sequence(comp, inner, ())
        if whole_text is not None:
            text = whole_text
            inner.emitters.append(lambda form: self.edits.append(self._put(use, text(form))))

    def _is_half_of_pair(self, element: cst.Element) -> bool:
        """``m`` of ``dict((m.key, m) for m in C)``."""
        pair = self.tree.parent(element)
        comp = self.tree.parent(pair) if isinstance(pair, cst.Tuple) else None
        arg = self.tree.parent(comp) if isinstance(comp, (cst.GeneratorExp, cst.ListComp)) else None
        call = self.tree.parent(arg) if isinstance(arg, cst.Arg) else None
        if not isinstance(pair, cst.Tuple) or not isinstance(call, cst.Call) or self.ports is None:
            return False
        is_second = len(pair.elements) == 2 and pair.elements[1] is element and getattr(comp, "elt", None) is pair
        return is_second and len(call.args) == 1 and self.context.values.builtin_name(call.func) == "dict"

    def _pair_use(
        self, use: Expression, element: cst.Element, domain: Domain, whole_text: Callable[[str], str]
    ) -> None:
        call = next(above for above in self.tree.ancestors(element) if isinstance(above, cst.Call))
        inner = self._domain()
        self._links.append((domain, inner))
        self._mapping(call, inner, deep=False)
        inner.emitters.append(lambda form: self.edits.append(self._put(use, whole_text(form))))

    def _assigned_use(
        self,
        use: Expression,
        assign: cst.Assign,
        domain: Domain,
        whole_text: Callable[[str], str] | None,
        optional: bool,
    ) -> None:
        target = assign.targets[0].target
        why = self._kept(target, use, domain, whole_text, optional, ONE)
        if why == "":
            return
        if why or whole_text is None:
            self._whole_use(use, assign, why or "")
            return
        inner = self._domain()
        self._links.append((domain, inner))
        self._variable(target, inner, elements=False)
        inner.emitters.append(lambda form: self.edits.append(self._put(use, whole_text(form))))

    def _default_use(self, use: Expression, param: cst.Param, domain: Domain, whole_text: Callable[[str], str]) -> None:
        """``lambda m=m: m.value`` becomes ``lambda value=value: value``."""
        why = problem_with_default(self.context, param)
        function = function_of_default(self.context, param)
        binding = self.context.names.binding_of_target.get(param)
        if why or function is None or binding is None:
            self._whole_use(use, param, why)
            return
        inner = self._domain()
        self._links.append((domain, inner))
        names: dict[str, str] = {}
        span = self.tree.span(function)

        def emit(form: str) -> None:
            for role in ROLES[form]:
                outer = whole_text(KEYS if role == KEY else VALUES)
                wanted = [*([outer] if outer.isidentifier() else []), *self._wanted(role)]
                pending = [one for one in self.reserved if one[0] != outer]
                names[role] = self.context.fresh.pick(wanted, binding.scope, binding.uses, span, binding, pending)
                self.reserved.append((names[role], span))
            if form != ITEMS:
                self.edits += [self._put(param.name, *names.values()), self._put(use, whole_text(form))]
                return
            text = f"{names[KEY]}={whole_text(KEYS)}, {names[VALUE]}={whole_text(VALUES)}"
            if not is_last(function, param):  # those behind it keep their places
                text = f"{param.name.value}={whole_text(ITEMS)}"
                names.update({role: f"{param.name.value}[{at}]" for at, role in enumerate(ROLES[ITEMS])})
            self.edits.append(Edit(self.tree.span(param.name)[0], self.tree.span(use)[1], text))

        def spell(_: Node, read: Node, role: str, form: str) -> Edit:
            return self._put(read, names[role])

        def whole(form: str) -> str:
            text = ", ".join(names[role] for role in ROLES[form])
            return f"({text})" if form == ITEMS else text

        inner.emitters.append(emit)
        self._uses(binding, inner, spell, optional=False, whole_text=whole)

    def _whole_use(self, use: Expression, parent: Node | None, why: str = "") -> None:
        is_read = False
        what = "is used whole"
        call = self.tree.parent(parent) if isinstance(parent, cst.Arg) else None
        if isinstance(call, cst.Call):
            callee = " ".join(self.tree.code(call.func).split())
            what = f"is handed to `{callee}`"
            is_read = callee_reads(self.context, call, use) or self._is_format(call)
        elif isinstance(parent, (cst.Return, cst.Yield)):
            what = "is returned"
        elif isinstance(parent, cst.Param):
            what = "is a default"
            is_read = parameter_reads(self.context, parent)
        elif isinstance(parent, cst.Match):
            what = "is matched"
            is_read = any(isinstance(case.pattern, cst.MatchClass) for case in parent.cases)
        elif self._is_taken_apart(use, parent):
            what = "is iterated as pairs of property and value"
            is_read = True
        shown = " ".join(self.tree.code(use).split())
        reason = f": {why}" if why else ""
        # `m in C` would compare the shim's entity with the dict's keys
        comparable = not isinstance(parent, (cst.Comparison, cst.ComparisonTarget))
        self._block("RD402", use, f"the entity `{shown}` {what}{reason}", shim=comparable)
        if is_read:
            self.evidence.append(use)

    @staticmethod
    def _is_taken_apart(use: Node, parent: Node | None) -> bool:
        """``for prop, value in m`` and ``(_, key), (_, value) = m``: no key is taken apart like that."""
        if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is use:
            return isinstance(parent.target, (cst.Tuple, cst.List))
        if isinstance(parent, cst.Assign) and parent.value is use and len(parent.targets) == 1:
            target = parent.targets[0].target
            return isinstance(target, (cst.Tuple, cst.List)) and any(
                isinstance(element.value, (cst.Tuple, cst.List)) for element in target.elements
            )
        return False

    def _is_format(self, call: cst.Call) -> bool:
        """``"{m.key}".format(m=m)``: the text reads the entity."""
        parts = attribute_of(call.func)
        text = string_of(parts[0]) if parts is not None and parts[1] == "format" else None
        return text is not None and any(f".{name}" in text for name in api.ENTITY_READS)

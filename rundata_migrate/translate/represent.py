"""One container's elements, in every place they reach: entities become keys, values or pairs.

An entity is, for code that only reads ``.key`` and ``.value``, the pair of the two. So a program that
walks entities stays the same program when it walks ``C`` (keys), ``C.values()`` or ``C.items()``, and
every read is spelled for what it now has in hand. Starting at a container, ``Representation`` follows
its elements through loops, comprehensions, ``sorted``, ``enumerate``, ``next``, subscripts, lambdas
and variables; it collects what each stretch (``Domain``) needs of its elements and how to spell it,
and gives up, with the reason, where an element goes where it cannot follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import python_api
from rundata_migrate.findings import Edit
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.bindings import Binding
from rundata_migrate.flow.lattice import LOCAL_FUNCTION
from rundata_migrate.syntax import (
    Expression,
    Node,
    attribute_of,
    comparison_of,
    index_of,
    integer_of,
    is_none,
    parameters_of_lambda,
    slice_of,
    string_of,
)
from rundata_migrate.translate.context import Site, changes_a_container
from rundata_migrate.translate.mapping_uses import MappingUses, list_filling
from rundata_migrate.translate.plan import ITEMS, KEY, KEYS, LIST, ONE, ROLES, VALUE, VALUES, Domain, bounded, settle
from rundata_migrate.translate.readers import parameter_reads
from rundata_migrate.translate.text import append_call

if TYPE_CHECKING:
    from rundata_migrate.translate.ports import Ports


class Representation(MappingUses):
    """The plan for one container expression; see the module's docstring."""

    def __init__(self, site: Site, ports: Ports | None = None) -> None:
        """Follow the elements of ``site.node``; through ``ports`` into other functions."""
        super().__init__(site, ports)
        self._singles: dict[Node, Domain] = {}
        """The single entities that are taken out of a sequence, and how they are spelled."""
        self._root = self._domain()
        self._start(self._root)

    def _start(self, root: Domain) -> None:
        self._sequence(self.site.node, root, ())

    @property
    def is_old_style(self) -> bool:
        """Whether something read an element as an entity."""
        return bool(self.evidence)

    def form_of(self, taken: Node) -> str:
        """What has become of a single entity: a key, a value, or a pair; empty where the node is none."""
        domain = self._singles.get(taken)
        return domain.form if domain is not None else ""

    def finish(self) -> list[Edit]:
        """Choose a form for each stretch and spell it; call once, when nothing blocks."""
        settle(self._domains, self._links)
        self.emit()
        return self.edits

    def emit(self) -> None:
        """Spell every stretch in the form that was chosen for it."""
        self._root.emitters.append(self._emit_root)
        for domain in self._domains:
            for emit in domain.emitters:
                emit(domain.form)

    def _emit_root(self, form: str) -> None:
        call = {KEYS: "", VALUES: "values()", ITEMS: "items()"}[form]
        wrap = ("", "")
        if self._needs_list:
            wrap = ("list(", ")") if self.context.has_builtin("list", self.site.node) else ("[*", "]")
        self.edits.extend(append_call(self.tree, self.site.node, call, wrap))
        for literal in self.site.value.empties if call else ():
            self.edits.append(Edit(*self.tree.inner_span(literal), "{}"))

    # -- sequences --------------------------------------------------------------------------

    @bounded
    def _sequence(self, node: Expression, domain: Domain, path: tuple[int, ...]) -> None:
        """``node`` gives elements (at ``path`` of each item): who takes them?"""
        if (node, path) in self._seen:
            return
        self._seen.add((node, path))
        parent = self.tree.parent(node)
        is_root = node is self.site.node
        if isinstance(parent, (cst.For, cst.CompFor)) and parent.iter is node:
            self.kinds.add("loop" if isinstance(parent, cst.For) else "comprehension")
            if parent.asynchronous is not None:
                self._block("RD402", node, "an asynchronous loop")
                return
            if isinstance(parent, cst.For) and changes_a_container(self.context, parent.body):
                self._block("RD403", parent.iter, "a container is changed while it is iterated")
            self._targets(parent.target, path, domain, parent)
        elif isinstance(parent, cst.Arg):
            self._sequence_argument(node, parent, domain, path)
        elif path and isinstance(parent, cst.Subscript) and parent.value is node and slice_of(parent) is not None:
            self._sequence(parent, domain, path)
        elif path:
            self._handed_on(node, parent)
        elif isinstance(parent, cst.Subscript) and parent.value is node:
            self._sequence_subscript(node, parent, domain)
        elif isinstance(parent, cst.Attribute) and parent.value is node:
            self._sequence_method(node, parent, domain)
        elif isinstance(parent, cst.NamedExpr) and parent.value is node:
            if not is_root:
                self._variable(parent.target, domain, elements=True)
                self._sequence(parent, domain, path)
        elif isinstance(parent, (cst.Assign, cst.AnnAssign)):
            self._sequence_assigned(node, parent, domain)
        elif isinstance(parent, cst.AugAssign):
            self._sequence_added(node, parent, domain)
        elif isinstance(parent, cst.DictComp) and parent.value is node and not is_root:
            self._mapping(parent, domain, deep=True)
        elif isinstance(parent, cst.StarredElement):
            display = self.tree.parent(parent)
            if isinstance(display, (cst.List, cst.Tuple)) and len(display.elements) == 1:
                self._sequence(display, domain, path)
            else:
                self._handed_on(node, parent)
        elif self._is_truth(node) or isinstance(parent, cst.Expr) or self._is_emptiness_test(node, parent):
            pass
        elif not is_root and isinstance(parent, (cst.Return, cst.From)):
            statement = parent if isinstance(parent, cst.Return) else self.tree.parent(parent)
            assert statement is not None
            why = self._gives(node, statement, domain, None, optional=False, shape=LIST)
            if why:
                self._handed_on(node, parent, why)
        else:
            self._handed_on(node, parent)

    def _is_emptiness_test(self, node: Expression, parent: Node | None) -> bool:
        """``xs == []`` for a list of elements; the container itself is no list any more."""
        compared = comparison_of(parent)
        if compared is None or compared[0] is not node or node is self.site.node:
            return False
        return isinstance(compared[2], cst.List) and not compared[2].elements

    def _handed_on(self, node: Expression, parent: Node | None, why: str = "") -> None:
        if node is self.site.node:
            # The container itself goes somewhere: its rules look at that, see rules/.
            return
        code = " ".join(self.tree.code(node).split())
        shown = code if len(code) <= 50 else code[:47] + "..."
        reason = f": {why}" if why else ""
        self._block("RD402", node, f"the entities of `{shown}` go where they cannot be followed{reason}")

    def _sequence_argument(self, node: Expression, arg: cst.Arg, domain: Domain, path: tuple[int, ...]) -> None:
        call = self.tree.parent(arg)
        if not isinstance(call, cst.Call) or arg.star or arg.keyword is not None:
            self._sequence_handed_on(node, arg, call, domain, path)
            return
        name = self.context.values.builtin_name(call.func)
        dotted = self.context.values.dotted(call.func)
        positional = [item.value for item in call.args if item.keyword is None]
        keywords = {item.keyword.value: item.value for item in call.args if item.keyword is not None}
        index = positional.index(node)
        starred = any(item.star for item in call.args)
        if starred:
            self._handed_on(node, arg)
        elif name in ("list", "tuple", "iter") and len(call.args) == 1:
            self._sequence(call, domain, path)
        elif name in ("enumerate", "zip") and (index == 0 or name == "zip") and not path:
            self.kinds.add("ordering")
            self._sequence(call, domain, (1,) if name == "enumerate" else (index,))
        elif name == "reversed" and not path:
            self.kinds.add("ordering")
            # dict views can be reversed from Python 3.8 on only
            self._needs_list = self._needs_list or node is self.site.node
            self._sequence(call, domain, path)
        elif name == "sorted" and set(keywords) <= {"key", "reverse"} and not path:
            self.kinds.add("ordering")
            if "key" in keywords:
                self._key_function(keywords["key"], domain)
                self._sequence(call, domain, path)
            else:
                self._handed_on(node, arg)
        elif name in ("max", "min") and len(positional) == 1 and "key" in keywords and not path:
            self.kinds.add("ordering")
            self._key_function(keywords["key"], domain)
            default = keywords.get("default")
            if default is not None and not is_none(default):
                self._block("RD402", call, f"`{name}` with a default that is not None")
            self._entity_expression(call, domain, optional=default is not None)
        elif name == "next" and index == 0 and not path:
            self.kinds.add("position")
            default = positional[1] if len(positional) > 1 else None
            if default is not None and not is_none(default):
                self._block("RD402", call, "`next` with a default that is not None")
            self._entity_expression(call, domain, optional=default is not None)
        elif name == "map" and len(positional) > 2 and index > 0 and isinstance(positional[0], cst.Lambda) and not path:
            self.kinds.add("call")
            self._lambda(positional[0], domain, index - 1, len(positional) - 1)
        elif name in ("filter", "map") and len(positional) == 2 and index == 1 and not path:
            self.kinds.add("call")
            self._mapped(call, positional[0], domain, name)
        elif dotted == "functools.reduce" and index == 1 and len(positional) == 3 and not path:
            self.kinds.add("call")
            if isinstance(positional[0], cst.Lambda):
                self._lambda(positional[0], domain, index=1, count=2)
            else:
                self._block("RD402", call, "`reduce` hands entities to a function")
        elif dotted == "itertools.chain" and not path:
            self._block("RD402", call, "elements of several containers are chained")
            self._sequence(call, domain, path)
        elif python_api.SAME_ELEMENTS.get(dotted) == index and not path:
            self._sequence(call, domain, path)
        elif dotted == "itertools.islice" and index == 0 and not path:
            self.kinds.add("position")
            self._sequence(call, domain, path)
        elif name in ("len", "bool") and not path:
            pass
        elif name in ("any", "all") and not path:
            domain.forbidden.add(VALUES)
        else:
            self._sequence_handed_on(node, arg, call, domain, path)

    def _sequence_handed_on(
        self, node: Expression, arg: cst.Arg, call: Node | None, domain: Domain, path: tuple[int, ...]
    ) -> None:
        why: str | None = ""
        if isinstance(call, cst.Call) and not arg.star and not path:
            why = self._put_by_call(call, arg, domain, None, optional=False, shape=LIST)
            if why is None and node is not self.site.node:
                why = self._enters(call, arg, domain, None, optional=False, shape=LIST)
            if why == "":
                return
        self._handed_on(node, arg, why or "")

    def _mapped(self, call: cst.Call, function: Expression, domain: Domain, name: str) -> None:
        role = self._getter_role(function)
        if role is not None and name == "map":
            self.evidence.append(function)
            domain.needs.add(role)
            domain.emitters.append(lambda form: self._emit_getter(function, role, form))
            return
        if isinstance(function, cst.Lambda) and parameters_of_lambda(function) is not None:
            self._lambda(function, domain)
            if name == "filter":
                self._sequence(call, domain, ())
            return
        self._note_getter(function)
        self._block("RD402", call, f"`{name}` hands entities to a function")

    def _note_getter(self, function: Expression) -> None:
        """``attrgetter("key", "value")``: not followed, but plainly old style."""
        if isinstance(function, cst.Call) and self.context.values.dotted(function.func) == "operator.attrgetter":
            if any(string_of(arg.value) in api.ENTITY_READS for arg in function.args):
                self.evidence.append(function)
        value = self.context.values.of(function)
        if value.kind == LOCAL_FUNCTION and isinstance(value.node, (cst.FunctionDef, cst.Lambda)):
            if any(parameter_reads(self.context, param) for param in b.parameters_of(value.node)):
                self.evidence.append(function)

    def _emit_getter(self, function: Expression, role: str, form: str) -> None:
        position = 0 if role == KEY else 1
        text = f"lambda item: item[{position}]" if form == ITEMS else "lambda item: item"
        start, end = self.tree.span(function)
        self.edits.append(Edit(start, end, text))
        self.spelled_anew.append(function)

    def _getter_role(self, function: Expression) -> str | None:
        """``"key"`` for ``operator.attrgetter("key")``."""
        if isinstance(function, cst.Call) and len(function.args) == 1:
            if self.context.values.dotted(function.func) == "operator.attrgetter":
                role = string_of(function.args[0].value)
                if role in (KEY, VALUE):
                    return role
        return None

    def _key_function(self, function: Expression, domain: Domain) -> None:
        role = self._getter_role(function)
        if role is not None:
            self.evidence.append(function)
            domain.needs.add(role)
            domain.emitters.append(lambda form: self._emit_getter(function, role, form))
        elif isinstance(function, cst.Lambda) and len(parameters_of_lambda(function) or ()) == 1:
            self._lambda(function, domain)
        else:
            self._note_getter(function)
            self._block("RD402", function, "the key function takes whole entities")

    def _lambda(self, function: cst.Lambda, domain: Domain, index: int = 0, count: int = 1) -> None:
        """A lambda of ``count`` parameters that is given elements as the one at ``index``."""
        params = parameters_of_lambda(function)
        if params is None or len(params) != count:
            self._block("RD402", function, "a lambda with other parameters than the entity")
            return
        param = params[index]
        binding = self.context.names.binding_of_target.get(param)
        if binding is None:
            return
        scope = self.context.names.scopes[function]
        names: dict[str, str] = {}

        def emit(form: str) -> None:
            wanted = {KEYS: KEY, VALUES: VALUE, ITEMS: "item"}[form]
            span = self.tree.span(function)
            names[form] = self.context.fresh.pick(
                self._wanted(wanted), scope, binding.uses, span, binding, self.reserved
            )
            self.reserved.append((names[form], span))
            self.edits.append(Edit(*self.tree.span(param.name), names[form]))

        def spell(use: Node, read: Node, role: str, form: str) -> Edit:
            tail = "" if form != ITEMS else f"[{0 if role == KEY else 1}]"
            return self._put(read, names[form] + tail)

        def whole_text(form: str) -> str:
            tails = {KEYS: "[0]", VALUES: "[1]", ITEMS: ""}
            return names[domain.form] + (tails[form] if domain.form == ITEMS else "")

        self.spelled_anew.append(function)
        domain.emitters.append(emit)
        self._uses(binding, domain, spell, optional=False, whole_text=whole_text)

    def _sequence_subscript(self, node: Expression, parent: cst.Subscript, domain: Domain) -> None:
        is_root = node is self.site.node
        if slice_of(parent) is not None:
            self.kinds.add("position")
            if is_root:
                self._needs_list = True
                self.evidence.append(parent)
            if self._is_store(parent):
                self._block("RD403", parent, "a part of the list is replaced")
                return
            self._sequence(parent, domain, ())
            return
        index = index_of(parent)
        if index is not None and self._is_integer(index):
            self.kinds.add("position")
            if self._is_store(parent):
                self._block("RD403", parent, "an element of the list is replaced")
                return
            if is_root:
                self._needs_list = True
                self.evidence.append(parent)
            self._entity_expression(parent, domain, optional=False)
            return
        if not is_root:
            self._block("RD402", parent, "an index that may not be an integer")
        else:
            read = attribute_of(self.tree.parent(parent))
            if read is not None and read[1] in (KEY, VALUE, "timestamp") and string_of(index) is None:
                self.evidence.append(parent)
                self._block(
                    "RD304",
                    parent,
                    "the index may be a position in the list or a key",
                    "by position: `list(C.values())[i]`; by key: `C[k]`",
                )

    def _is_integer(self, node: Expression) -> bool:
        """Whether an index is an integer for sure."""
        if integer_of(node) is not None:
            return True
        if isinstance(node, cst.BinaryOperation):
            return self._is_integer(node.left) and self._is_integer(node.right)
        if isinstance(node, cst.Call) and self.context.values.builtin_name(node.func) in ("len", "int"):
            return True
        if isinstance(node, cst.UnaryOperation):
            return self._is_integer(node.expression)
        if isinstance(node, cst.Name):
            slot = self.context.names.slot(node)
            return bool(slot.bindings) and all(self._binds_integer(one) for one in slot.bindings)
        return False

    def _binds_integer(self, binding: Binding) -> bool:
        value = binding.value
        if binding.kind == b.ELEMENT and isinstance(value, cst.Call):
            name = self.context.values.builtin_name(value.func)
            return (name == "range" and binding.path == ()) or (name == "enumerate" and binding.path == (0,))
        if isinstance(self.tree.parent(binding.node), cst.AugAssign):
            step = self.tree.parent(binding.node)
            return isinstance(step, cst.AugAssign) and integer_of(step.value) is not None
        return binding.kind == b.ASSIGN and binding.path == () and integer_of(value) is not None

    def _sequence_method(self, node: Expression, parent: cst.Attribute, domain: Domain) -> None:
        call = self.tree.parent(parent)
        name = parent.attr.value
        if node is self.site.node:
            return
        if isinstance(call, cst.Call) and call.func is parent:
            positions = [integer_of(arg.value) for arg in call.args]
            if name == "pop" and (not call.args or positions in ([0], [-1])):
                self.kinds.add("position")
                self._entity_expression(call, domain, optional=False)
                return
            keywords = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
            if name == "sort" and len(keywords) == len(call.args) and "key" in keywords:
                self.kinds.add("ordering")
                self._key_function(keywords["key"], domain)
                return
            if name in ("reverse", "clear") and not call.args:
                return
            if name == "copy" and not call.args:
                self._sequence(call, domain, ())
                return
            filling = list_filling(self.tree.parent, node)
            if filling is not None and self._puts(node, filling):
                return
        self._block("RD403", parent, f"`.{name}` on a list of entities")

    def _sequence_assigned(self, node: Expression, parent: cst.Assign | cst.AnnAssign, domain: Domain) -> None:
        targets: list[Node]
        if isinstance(parent, cst.AnnAssign):
            if node is not self.site.node:
                self._block("RD501", parent, "the variable's annotation would become false")
            return
        targets = [target.target for target in parent.targets]
        if len(targets) != 1:
            self._handed_on(node, parent)
            return
        target = targets[0]
        if node is not self.site.node and not isinstance(target, (cst.Tuple, cst.List)):
            why = self._kept(target, node, domain, None, False, LIST)
            if why is not None:
                if why:
                    self._handed_on(node, parent, why)
                return
        if isinstance(target, cst.Name):
            if node is not self.site.node:
                self._variable(target, domain, elements=True)
        elif isinstance(target, (cst.Tuple, cst.List)):
            self.kinds.add("position")
            self._unpacked(node, target, domain)
        else:
            self._handed_on(node, parent)

    def _sequence_added(self, node: Expression, parent: cst.AugAssign, domain: Domain) -> None:
        """``xs += C``, from either side."""
        if parent.target is node:
            if not self._adds(node, parent):
                self._handed_on(node, parent)
            return
        found = self.ports.holders.list_at(parent.target) if self.ports is not None else None
        if found is None or not isinstance(parent.operator, cst.AddAssign):
            self._handed_on(node, parent)
            return
        why = self._keep(found[0], found[1], node, domain, None, False)
        if why:
            self._handed_on(node, parent, why)

    def _unpacked(self, node: Expression, target: cst.Tuple | cst.List, domain: Domain) -> None:
        """``[m] = xs`` and ``a, b = C``: each name is an element."""
        for element in target.elements:
            if isinstance(element, cst.StarredElement) and isinstance(element.value, cst.Name):
                self._variable(element.value, domain, elements=True)
            elif isinstance(element.value, cst.Name):
                self._variable(element.value, domain, elements=False)
            else:
                self._block("RD402", target, "entities are unpacked further")

    # -- loop and comprehension variables ---------------------------------------------------

    def _targets(self, target: Node, path: tuple[int, ...], domain: Domain, owner: cst.For | cst.CompFor) -> None:
        for position in path:
            if not isinstance(target, (cst.Tuple, cst.List)) or position >= len(target.elements):
                self._block("RD402", target, "the loop's target does not name the entity")
                return
            if any(isinstance(element, cst.StarredElement) for element in target.elements):
                self._block("RD402", target, "the loop's target has a star")
                return
            target = target.elements[position].value
        if not isinstance(target, cst.Name):
            if not isinstance(target, (cst.Tuple, cst.List)) or path:
                self._block("RD402", target, "the loop's target does not name the entity")
            # `for k, v in C` never worked on entities: new-style code that lost its `.items()`.
            return
        binding = self.context.names.binding_of_target.get(target)
        if binding is not None:
            self._loop_variable(target, binding, domain, owner, nested=bool(path))

    def _loop_variable(
        self,
        target: cst.Name,
        binding: Binding,
        domain: Domain,
        owner: cst.For | cst.CompFor,
        nested: bool,
    ) -> None:
        names: dict[str, str] = {}
        whole = self.tree.parent(owner) if isinstance(owner, cst.CompFor) else owner
        while isinstance(whole, cst.CompFor):
            whole = self.tree.parent(whole)
        assert whole is not None
        if isinstance(owner, cst.For) and self.context.values.is_type_checked(binding):
            self._block("RD501", owner, "the loop's type comment would become false")
        if isinstance(owner, cst.CompFor) and not nested:
            self.spelled_anew.append(whole)
        scope = binding.scope
        if binding.name in scope.global_names or binding.name in scope.nonlocal_names:
            self._block("RD402", target, f"`{binding.name}` is bound outside the function")
        elif scope.kind == "class":
            self._block("RD402", target, f"`{binding.name}` is an attribute of the class")

        def emit(form: str) -> None:
            span = self.tree.span(whole)
            if isinstance(owner, cst.For) and any(not self.tree.is_inside(use, owner) for use in binding.uses):
                span = self._scope_span(scope)
            for role in ROLES[form]:
                names[role] = self.context.fresh.pick(
                    self._wanted(role), scope, binding.uses, span, binding, self.reserved
                )
                self.reserved.append((names[role], span))
            text = ", ".join(names[role] for role in ROLES[form])
            parenthesised = bool(target.lpar) or (nested and form == ITEMS)
            start, end = self.tree.span(target)
            self.edits.append(Edit(start, end, f"({text})" if parenthesised and form == ITEMS else text))

        def spell(use: Node, read: Node, role: str, form: str) -> Edit:
            return self._put(read, names[role])

        domain.emitters.append(emit)

        def whole_text(form: str) -> str:
            parts = ", ".join(names[role] for role in ROLES[form])
            return f"({parts})" if form == ITEMS else parts

        self._uses(binding, domain, spell, optional=False, whole_text=whole_text)

    # -- variables --------------------------------------------------------------------------

    @bounded
    def _variable(self, target: Node, domain: Domain, elements: bool, optional: bool = False) -> None:
        """A name that is given an entity, or a list of them."""
        binding = self.context.names.binding_of_target.get(target)
        if binding is None or not isinstance(target, cst.Name):
            self._block("RD402", target, "the entity is stored")
            return
        scope = binding.scope
        if scope.kind == "class" or binding.name in scope.global_names or binding.name in scope.nonlocal_names:
            self._block("RD402", target, f"`{binding.name}` can be read from elsewhere")
            return
        if self.context.values.is_type_checked(binding):
            self._block("RD501", target, "the variable's type comment would become false")
        if scope.kind == "module" and self.context.values.escapes.is_read_elsewhere(binding):
            self._block("RD402", target, f"another file may read `{binding.name}`")
            return
        if elements:
            for use in binding.uses:
                if self.context.names.slot(use).bindings != {binding}:
                    self._block("RD408", use, f"`{binding.name}` may hold something else here")
                else:
                    self._sequence(use, domain, ())
            return

        self._entity_variable(target, binding, domain, optional)

    def _entity_variable(self, target: cst.Name, binding: Binding, domain: Domain, optional: bool) -> None:
        """A name that is given one entity: it keeps a value or a key; a pair gets two names, if it is never None."""
        names: dict[str, str] = {}
        holder = self.tree.parent(target)
        # What is tested for None or truth needs one name for the whole, whether it can be None or not.
        optional = optional or any(
            self._is_truth(use) or self._is_none_test(self.tree.parent(use), use) for use in binding.uses
        )
        unpacks = isinstance(holder, (cst.AssignTarget, cst.Element)) and not self._is_none_variable(binding)
        unpacks = unpacks and not optional and self._unpacks_pairs

        def emit(form: str) -> None:
            if form != ITEMS or not unpacks:
                return
            span = self._scope_span(binding.scope)
            for role in ROLES[ITEMS]:
                stem = binding.name if len(binding.name) > 1 else self.site.entity
                wanted = [f"{stem}_{role}", f"{self.site.entity}_{role}", f"run_{self.site.entity}_{role}"]
                names[role] = self.context.fresh.pick(wanted, binding.scope, binding.uses, span, binding, self.reserved)
                self.reserved.append((names[role], span))
            text = f"{names[KEY]}, {names[VALUE]}"
            self.edits.append(self._put(target, f"({text})" if isinstance(holder, cst.Element) else text))

        def spell(use: Node, read: Node, role: str, form: str) -> Edit:
            if names:
                return self._put(read, names[role])
            tail = "" if form != ITEMS else f"[{0 if role == KEY else 1}]"
            return self._put(read, binding.name + tail)

        def whole_text(form: str) -> str:
            if names:
                parts = ", ".join(names[role] for role in ROLES[form])
                return f"({parts})" if form == ITEMS else parts
            tails = {KEYS: "[0]", VALUES: "[1]", ITEMS: ""}
            return binding.name + (tails[form] if domain.form == ITEMS else "")

        domain.emitters.append(emit)
        # A None must stay None where it is handed on to another name.
        self._uses(binding, domain, spell, optional, None if optional else whole_text, keeps_name=not unpacks)

    def _is_none_variable(self, binding: Binding) -> bool:
        """Whether the name is None at some of its uses."""
        slots = [self.context.names.slot(use) for use in binding.uses]
        return any(slot.bindings != {binding} for slot in slots)

    @bounded
    def _entity_expression(self, node: Expression, domain: Domain, optional: bool) -> None:
        """``C[0]``, ``next(...)``, ``max(...)``: one entity, not yet named."""
        if (node, ()) in self._seen:
            return
        self._seen.add((node, ()))
        self._singles[node] = domain
        parent = self.tree.parent(node)
        if isinstance(parent, cst.NamedExpr) and parent.value is node:
            self._variable(parent.target, domain, elements=False, optional=optional)
            self._entity_expression(parent, domain, optional)
            return
        if isinstance(parent, cst.AnnAssign):
            self._block("RD501", parent, "the variable's annotation would become false")
            return
        if isinstance(parent, cst.Assign) and len(parent.targets) == 1:
            target: Node | None = parent.targets[0].target
            assert target is not None
            if not self._kept_entity(target, node, domain, optional):
                self._variable(target, domain, elements=False, optional=optional)
            return
        if isinstance(parent, cst.Element) and not isinstance(parent, cst.StarredElement):
            target = self._matching_target(parent)
            if target is not None:
                if self._kept_entity(target, node, domain, optional):
                    return
                self._variable(target, domain, elements=False, optional=optional)
                return
        if isinstance(parent, cst.Expr):
            return

        def spell(use: Node, read: Node, role: str, form: str) -> Edit:
            tail = "" if form != ITEMS else f"[{0 if role == KEY else 1}]"
            return Edit(self.tree.span(use)[1], self.tree.inner_span(read)[1], tail)

        self._use(node, domain, spell, optional, guarded=False, whole_text=None, keeps_name=True)

    def _kept_entity(self, target: Node, node: Expression, domain: Domain, optional: bool) -> bool:
        """Whether the target is something that is looked at as a whole."""
        why = self._kept(target, node, domain, None, optional, ONE)
        if why:
            self._whole_use(node, self.tree.parent(node), why)
        return why is not None

    def _matching_target(self, element: cst.Element) -> Node | None:
        """The target that ``a, b = x, y`` gives this element to."""
        value = self.tree.parent(element)
        assign = self.tree.parent(value) if value is not None else None
        if not isinstance(value, (cst.Tuple, cst.List)) or not isinstance(assign, cst.Assign):
            return None
        if len(assign.targets) != 1:
            return None
        target = assign.targets[0].target
        if not isinstance(target, (cst.Tuple, cst.List)) or len(target.elements) != len(value.elements):
            return None
        both = (*target.elements, *value.elements)
        if any(isinstance(one, cst.StarredElement) for one in both):
            return None
        return target.elements[list(value.elements).index(element)].value

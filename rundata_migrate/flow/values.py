"""What an expression holds, as far as MLflow's objects go: evaluated on demand, remembered.

Follows imports, assignments, attributes of ``self``, loops, comprehensions, conditional expressions,
``with``, annotations and type comments, and functions of the module with their parameters and
results. What comes from outside (a parameter nobody calls, an unknown library) is unknown; what comes
from a library that looks like MLflow is a rival.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import NOTHING, Confidence, Outside, Source
from rundata_migrate.flow import bindings as b
from rundata_migrate.flow.annotations import Annotations
from rundata_migrate.flow.bindings import Binding, Bindings, parameters_of
from rundata_migrate.flow.calls import Calls
from rundata_migrate.flow.classes import Classes
from rundata_migrate.flow.contents import EACH, MERGED, Contents, Put
from rundata_migrate.flow.derived import Derived
from rundata_migrate.flow.doubles import stand_in
from rundata_migrate.flow.escape import Escapes, is_plain_decorator
from rundata_migrate.flow.evidence import Evidence
from rundata_migrate.flow.lattice import (
    API,
    CLIENT,
    CONTAINER,
    DATA_DICT,
    DATA_VARS,
    ENTITY,
    FUTURE,
    INSTANCE,
    INTERESTING,
    LIBRARY,
    LOCAL_CLASS,
    LOCAL_FUNCTION,
    MAPPING,
    METHOD,
    MIXED,
    MODULE,
    NONE_VALUE,
    OTHER,
    OTHER_VALUE,
    PENDING,
    PENDING_KIND,
    READ_LIKE_A_RUN,
    RIVAL,
    ROWS,
    RUN,
    RUN_DATA,
    SEQUENCE,
    STORE,
    TO_DICTIONARY,
    TUPLE,
    UNKNOWN,
    UNKNOWN_VALUE,
    VARIOUS_VALUE,
    Value,
    element,
    holds_container,
    is_empty_display,
    join,
    made_at,
    pair_of_run_data,
    sequence,
)
from rundata_migrate.flow.libraries import Libraries
from rundata_migrate.flow.modules import Modules
from rundata_migrate.flow.partials import PARTIAL, Partials
from rundata_migrate.flow.questions import Stack
from rundata_migrate.flow.records import FIELD_MAKERS, NAMEDTUPLES, Records, is_namedtuple
from rundata_migrate.flow.signatures import argument_for, own_nodes
from rundata_migrate.syntax import (
    Expression,
    Function,
    Node,
    Tree,
    attribute_of,
    index_of,
    integer_of,
    is_none,
    last_name,
    name_of,
    positional_and_keywords,
    short,
    slice_of,
    string_of,
    tuple_elements,
)

_RESPONDING = frozenset({"getrun", "createrun", "get"})
"""Methods of REST and SDK clients that answer with something that has a ``run``."""


class Values:
    """The values of one module's expressions."""

    def __init__(
        self,
        tree: Tree,
        names: Bindings,
        outside: Outside = NOTHING,
        sources: Mapping[str, Source] | None = None,
        evidence: Evidence | None = None,
    ) -> None:
        """Prepare; expressions are evaluated when they are asked for.

        ``outside`` says what is used from elsewhere too: parameters are not judged by the calls seen here alone.
        ``sources`` say by which names the documents of a program import each other.
        ``evidence`` is what was recorded of these documents when they ran.
        """
        self.tree = tree
        self._evidence = evidence
        self.outside = outside
        self.names = names
        self._expressions: dict[Node, Value] = {}
        self._bindings: dict[Binding, Value] = {}
        self._returns: dict[Node, Value] = {}
        self._stack: Stack[Node | Binding] = Stack(self._work_out, self._remember, self._forget)
        self.evaluations = 0
        """How many expressions and bindings have been evaluated: what a question costs."""
        self._inherited: dict[Node, str | None] = {}
        self._keyed_stores: dict[str, list[Node]] | None = None
        self._stores: dict[str, list[tuple[cst.Attribute, Node | None]]] | None = None
        self._assigned_targets: dict[str, list[tuple[Node, Node]]] | None = None
        self._assignments: dict[str, tuple[deque[tuple[Node, Node]], dict[Node, list[Node]]]] = {}
        """Of attributes by their names: the assignments still to be looked at, and class -> what is assigned."""
        self.classes = Classes(tree, self.of)
        self.modules = Modules(tree, names, sources or {})
        self.calls = Calls(tree, names, self.classes, self.modules, self.of)
        self.escapes = Escapes(tree, outside, self.classes, self.modules, self.calls)
        self.records = Records(self)
        self.partials = Partials(self)
        self.annotations = Annotations(self)
        self._contents = Contents(tree, self.of)
        self.derived = Derived(self, self.records)
        self.libraries = Libraries(self)

    # -- questions --------------------------------------------------------------------------

    def of(self, node: Node) -> Value:
        """What the expression holds."""
        known = self._expressions.get(node)
        return known if known is not None else self._stack.ask(node)

    def _work_out(self, asked: Node | Binding) -> Value:
        """The value of an expression or binding that is not known yet; PENDING inside its own evaluation."""
        if isinstance(asked, Binding):
            self._bindings[asked] = PENDING
        else:
            self._expressions[asked] = PENDING
        value = PENDING
        try:
            value = self._judged(asked)
        finally:
            if value.kind == PENDING_KIND:  # Inside a cycle, or put off: not an answer to keep.
                self._forget(asked)
        if value.kind != PENDING_KIND:
            self._remember(asked, value)
        return value

    def _judged(self, asked: Node | Binding) -> Value:
        self.evaluations += 1
        value = self._evaluate_binding(asked) if isinstance(asked, Binding) else self._evaluate(asked)
        if self._evidence is None or value.kind == PENDING_KIND:
            return value
        if isinstance(asked, Binding):
            return self._evidence.judged_binding(self, asked, value)
        return self._evidence.judged(self, asked, value)

    def _remember(self, asked: Node | Binding, value: Value) -> None:
        if isinstance(asked, Binding):
            self._bindings[asked] = value
        else:
            self._expressions[asked] = value

    def _forget(self, asked: Node | Binding) -> None:
        if isinstance(asked, Binding):
            self._bindings.pop(asked, None)
        else:
            self._expressions.pop(asked, None)

    def element_of(self, node: Expression) -> Value:
        """What iterating the expression gives."""
        if isinstance(node, cst.Call):
            name = self.builtin_name(node.func)
            args = positional_and_keywords(node)
            if name is not None and args is not None and args[0]:
                if name == "enumerate":
                    return Value(TUPLE, items=(OTHER_VALUE, self.element_of(args[0][0])))
                if name == "zip":
                    return Value(TUPLE, items=tuple(self.element_of(arg) for arg in args[0]))
            if isinstance(node.func, cst.Attribute) and node.func.attr.value in ("items", "values", "keys"):
                base = self.of(node.func.value)
                if base.kind == MAPPING and base.inner is not None:
                    inner = self._inner(base)
                    by_method = {
                        "values": inner,
                        "keys": OTHER_VALUE,
                        "items": Value(TUPLE, items=(OTHER_VALUE, inner)),
                    }
                    return by_method[node.func.attr.value]
        return self._element(self._as_tuple(self.of(node)))

    def _element(self, value: Value) -> Value:
        """What iterating a value gives."""
        if value.kind == INSTANCE and value.node is not None:
            return self._element_of_instance(value.node)
        return self._inner(value) if value.kind == SEQUENCE and value.inner is not None else element(value)

    def _element_of_instance(self, owner: Node) -> Value:
        """What iterating an instance of a class of the program gives: ``__iter__`` says it, else ``__getitem__``."""
        method = self.classes.method(owner, "__iter__")
        if method is not None and isinstance(method.node, cst.FunctionDef):
            given = self._result_of(method.node, None)
            return UNKNOWN_VALUE if given.kind == INSTANCE else self._element(given)
        return self._result_of_special(owner, "__getitem__")

    def _result_of_special(self, owner: Node, name: str) -> Value:
        """What a special method of a class gives; unknown where the program does not define it."""
        method = self.classes.method(owner, name)
        if method is not None and isinstance(method.node, cst.FunctionDef):
            return self._result_of(method.node, None)
        return UNKNOWN_VALUE

    def _inner(self, value: Value) -> Value:
        """Anything that a list or mapping holds, with what is put into it after it was made."""
        inner = value.inner or UNKNOWN_VALUE
        if not _may_matter(value):
            return inner
        return join((inner, *(self._put(put, None) for put in self._contents.into(value))))

    def _put(self, put: Put, key: str | None) -> Value:
        """What a place that puts something into a list or mapping puts there, under a key or any."""
        if put.how == EACH:
            return self.element_of(put.value) if isinstance(put.value, cst.BaseExpression) else UNKNOWN_VALUE
        value = self.of(put.value)
        if put.how != MERGED:
            return value
        if value.kind == MAPPING:
            return self._at_key(value, key)
        return PENDING if value.kind == PENDING_KIND else UNKNOWN_VALUE

    def builtin_name(self, node: Node) -> str | None:
        """``"len"`` if the node is the builtin of that name and not something of the module."""
        if isinstance(node, cst.Name) and self.names.is_builtin(node):
            return node.value
        if isinstance(node, cst.Attribute):
            value = self.of(node)
            if value.kind == API and value.dotted.startswith("builtins."):
                return value.dotted[len("builtins.") :]
        return None

    def dotted(self, node: Node) -> str:
        """The dotted path of something imported, or ``""``."""
        value = self.of(node)
        return value.dotted if value.kind == API else ""

    def is_plain_attribute(self, node: cst.Attribute) -> bool:
        """Whether the attribute is one that a class of the module assigns, and no property of it."""
        base = self.of(node.value)
        if base.kind != INSTANCE or base.node is None:
            return False
        name = node.attr.value
        if self.classes.method(base.node, name) is not None or self.classes.overrides(base.node, name):
            return False
        return any(True for _ in self.assigned_to(base.node, name))

    def is_type_checked(self, binding: Binding) -> bool:
        """Whether a type comment stands on the binding's line."""
        return self.annotations.comment_at(binding.node) is not None

    def result_of(self, function: Node) -> Value:
        """What a call of a function of the module gives."""
        return self._result_of(function, None)

    # -- expressions ------------------------------------------------------------------------

    def _evaluate(self, node: Node) -> Value:
        if isinstance(node, cst.Name):
            return self._name(node)
        if isinstance(node, cst.Attribute):
            return self._attribute(node)
        if isinstance(node, cst.Call):
            return self._call(node)
        if isinstance(node, cst.Subscript):
            return self._subscript(node)
        if isinstance(node, cst.IfExp):
            return self._either(node.body, node.orelse)
        if isinstance(node, cst.BooleanOperation):
            return self._either(node.left, node.right)
        if isinstance(node, cst.NamedExpr):
            return self.of(node.value)
        if isinstance(node, cst.Await):
            return self.of(node.expression)
        if isinstance(node, (cst.ListComp, cst.SetComp, cst.GeneratorExp)):
            return made_at(sequence(self.of(node.elt)), node)
        if isinstance(node, cst.DictComp):
            return made_at(Value(MAPPING, inner=self.of(node.value)), node)
        if isinstance(node, (cst.List, cst.Set)):
            if not node.elements:
                return OTHER_VALUE
            return made_at(sequence(join(self._display_element(element) for element in node.elements)), node)
        if isinstance(node, cst.Tuple):
            if any(isinstance(element, cst.StarredElement) for element in node.elements):
                return sequence(join(self._display_element(element) for element in node.elements))
            return Value(TUPLE, items=tuple(self.of(element.value) for element in node.elements))
        if isinstance(node, cst.Dict):
            return self._merged(node, [(_key_of(element), element.value) for element in node.elements])
        if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, cst.Add):
            return self._sum(node.left, node.right, node)
        if isinstance(node, cst.Lambda):
            return Value(LOCAL_FUNCTION, node=node)
        if isinstance(node, cst.Yield):  # what the caller sends
            return UNKNOWN_VALUE
        return OTHER_VALUE

    def _merged(self, node: Node, parts: Iterable[tuple[str | None, Expression]]) -> Value:
        """A dict of these keys and values; an empty key is that of another mapping, ``**other``, None one not known."""
        at: dict[str, Value] = {}
        every: list[Value] = []
        is_open = False
        for key, expression in parts:
            value = self.of(expression)
            if key is None:
                every.append(value)
                is_open = True
            elif key:
                at[key] = value
                every.append(value)
            elif value.kind == MAPPING and value.keys:
                at.update((one, self._at_key(value, one)) for one in value.keys)
                every.append(self._inner(value))
            else:
                # it may have any of the keys so far
                at = {one: join((held, UNKNOWN_VALUE)) for one, held in at.items()}
                every.append(self._inner(value) if value.kind == MAPPING else UNKNOWN_VALUE)
        inner = join(every) if every else OTHER_VALUE
        if is_open or not at:
            return made_at(Value(MAPPING, inner=inner), node)
        return made_at(Value(MAPPING, inner=inner, items=tuple(at.values()), keys=tuple(at)), node)

    def _sum(self, left: Expression, right: Expression, node: Node) -> Value:
        """``xs + ys``: a list of what both hold."""
        one, two = self.of(left), self.of(right)
        if one.kind == two.kind == TUPLE:
            return Value(TUPLE, items=(*one.items, *two.items))
        for first, second, other in ((one, two, right), (two, one, left)):
            if first.kind == SEQUENCE and first.inner is not None and first.inner.kind in (CONTAINER, ENTITY, MIXED):
                if self._is_empty(other):
                    return made_at(sequence(self._element(first)), node)
                added = self._element(second) if second.kind in (SEQUENCE, TUPLE) else UNKNOWN_VALUE
                return made_at(sequence(join((self._element(first), added))), node)
        return OTHER_VALUE

    def _is_empty(self, node: Expression) -> bool:
        """Whether a list is empty, but for what this very place adds to it in a loop."""
        if not isinstance(node, cst.Name):
            return is_empty_display(node)
        bindings = self.names.slot(node).bindings
        return bool(bindings) and all(one.node is node or is_empty_display(one.value) for one in bindings)

    def _either(self, one: Expression, two: Expression) -> Value:
        """What a conditional gives; an empty list is as good as an empty container, once it is a dict."""
        for first, second in ((one, two), (two, one)):
            value = self.of(first)
            is_empty = isinstance(second, (cst.List, cst.Tuple)) and not second.elements
            if value.kind == CONTAINER and is_empty:
                return replace(value, empties=(*value.empties, second))
        return join((self.of(one), self.of(two)))

    def _display_element(self, element: cst.BaseElement) -> Value:
        if isinstance(element, cst.StarredElement):
            return self.element_of(element.value)
        return self.of(element.value)

    def _name(self, node: cst.Name) -> Value:
        if node.value == "None":
            return NONE_VALUE
        slot = self.names.slot(node)
        if not slot.bindings:
            starred = self.modules.starred(node)
            if starred:
                return join(self.of_binding(binding) for binding in starred)
            return Value(API, dotted=f"builtins.{node.value}") if self.names.is_builtin(node) else UNKNOWN_VALUE
        value = join(self.of_binding(binding) for binding in slot.bindings)
        is_global = any(one.scope.kind == "module" for one in slot.bindings)
        if is_global and value.kind in (CONTAINER, SEQUENCE, RUN, RUN_DATA, CLIENT, STORE):
            return join((value, *self._stored_from_outside(self.tree.document_of(node), node.value)))
        return value

    def _stored_from_outside(self, document: Tree, name: str) -> list[Value]:
        """What other modules assign to a variable of this one: ``module.NAME = value``."""
        return [self.of(value) for value in self.modules.stored_from_outside(document, name)]

    def _attribute(self, node: cst.Attribute) -> Value:
        name = node.attr.value
        base = self.of(node.value)
        if base.kind == API and name == "data" and isinstance(node.value, cst.Attribute):
            kept = self.derived.run_behind(node.value)  # st.session_state.run = ...
            if kept is not None:
                return kept if kept.kind == MIXED else replace(kept, kind=RUN_DATA)
        if base.kind == API:
            return self._imported(f"{base.dotted}.{name}", self.tree.document_of(node))
        if base.kind == MODULE:
            return self._module_attribute(self.modules.document_of(base.node), name)
        if base.kind in (RUN, RUN_DATA, CONTAINER, ENTITY, CLIENT, STORE):
            member = self._member(base, name, node)
            return made_at(member, node) if member.kind == CONTAINER else member
        if base.kind == RIVAL or name in api.RIVAL_SERVICE_ATTRIBUTES:
            return Value(RIVAL)
        if base.kind == INSTANCE and base.node is not None:
            return self._instance_attribute(base.node, name)
        if base.kind == LOCAL_CLASS and base.node is not None:
            method = self.classes.method(base.node, name)
            return method if method is not None else self._class_attribute(base.node, name)
        if base.kind == UNKNOWN:
            if base.items:
                several = join(
                    self._instance_attribute(one.node, name) if one.node is not None else UNKNOWN_VALUE
                    for one in base.items
                )
                if several.kind in (CONTAINER, MIXED, RUN, RUN_DATA):
                    return several
                if all(one.node is not None for one in base.items):
                    return VARIOUS_VALUE
            if name == "data":
                return self._likely_data(node)
            return UNKNOWN_VALUE
        if base.kind in (PENDING_KIND,):
            return PENDING
        if base.kind == MIXED:
            if name in api.CONTAINERS:
                return replace(base, container=name)
            return base if name == "data" else UNKNOWN_VALUE
        if base.kind == OTHER and name == "data":
            kept = self.derived.run_behind(node.value)
            if kept is not None:
                return kept if kept.kind == MIXED else replace(kept, kind=RUN_DATA)
        return OTHER_VALUE if base.kind in (OTHER, ROWS) else UNKNOWN_VALUE

    def _member(self, base: Value, name: str, node: cst.Attribute) -> Value:
        if base.kind == RUN:
            if name == "data":
                return replace(base, kind=RUN_DATA, optional=False)
            return OTHER_VALUE
        if base.kind == RUN_DATA:
            if name in api.CONTAINERS:
                return replace(base, kind=CONTAINER, container=name, optional=False)
            if name == "__dict__":
                return replace(base, kind=DATA_VARS, optional=False)
            return _private_container(base, name)
        if base.kind in (CLIENT, STORE):
            if name in api.CLIENT_STORE_ATTRIBUTES:
                return replace(base, kind=STORE)
            if name in api.METHODS[CLIENT] or name in api.METHODS[STORE]:
                return Value(METHOD, dotted=name, inner=base)
            return OTHER_VALUE
        return OTHER_VALUE

    def _likely_data(self, node: cst.Attribute) -> Value:
        if self._is_response(node.value):
            return Value(RIVAL)
        kept = self.derived.run_behind(node.value)
        if kept is not None:
            return kept if kept.kind == MIXED else replace(kept, kind=RUN_DATA)
        root = self.tree.inner_code(node.value)
        return Value(
            RUN_DATA,
            confidence=Confidence.LIKELY,
            why=(f"{short(root)} {READ_LIKE_A_RUN} {self.tree.where(node)}",),
        )

    def _is_response(self, node: Node) -> bool:
        """``x.get_run(i).run``, or ``r.run`` with such an ``r``: what a REST or SDK client answers, not MLflow's."""
        owner = attribute_of(node)
        if owner is None or owner[1] != "run":
            return False
        sources: list[Node | None] = [owner[0]]
        if isinstance(owner[0], cst.Name):
            sources = [binding.value for binding in self.names.slot(owner[0]).bindings]
        for source in sources:
            called = attribute_of(source.func) if isinstance(source, cst.Call) else None
            if called is not None and called[1].lower().replace("_", "") in (
                "getrun",
                "createrun",
                "get",
                "getrunrequest",
            ):
                return True
        return False

    def _imported(self, dotted: str, importer: Tree) -> Value:
        member = self.modules.resolve(dotted, importer)
        if member is not None:
            value = Value(MODULE, node=member.document.module)
            for name in member.rest:
                document = self.modules.document_of(value.node) if value.kind == MODULE else None
                value = self._module_attribute(document, name) if document is not None else UNKNOWN_VALUE
            return value
        root = dotted.split(".")[0]
        if dotted.startswith("builtins."):
            return OTHER_VALUE
        if any(part.endswith(api.RIVAL_SUFFIXES) for part in dotted.split(".")):
            return Value(RIVAL)
        if root == "mlflow" or dotted.startswith("."):
            if dotted.startswith(api.RIVAL_PATHS):
                return Value(RIVAL)
            return Value(API, dotted=dotted)
        if root in api.RIVAL_ROOTS or root in api.PLAIN_DATA_ROOTS:
            return Value(RIVAL)
        return Value(API, dotted=dotted)

    def _module_attribute(self, document: Tree | None, name: str) -> Value:
        """What a module of the project calls ``name``."""
        if document is None:
            return UNKNOWN_VALUE
        found = self.modules.bindings(document, name)
        if found:
            return join((*(self.of_binding(binding) for binding in found), *self._stored_from_outside(document, name)))
        below = self.modules.submodule(document, name)
        return Value(MODULE, node=below.module) if below is not None else UNKNOWN_VALUE

    def _subscript(self, node: cst.Subscript) -> Value:
        base = self.of(node.value)
        index = index_of(node)
        if base.kind == RIVAL:
            return base
        if base.kind == SEQUENCE and base.inner is not None:
            return base if slice_of(node) is not None else self._inner(base)
        if base.kind == DATA_DICT and string_of(index) in api.CONTAINERS:
            return replace(base, kind=CONTAINER, container=string_of(index))
        if base.kind == TO_DICTIONARY:
            return _of_form(base, string_of(index))
        if base.kind == DATA_VARS:
            return _private_container(base, string_of(index))
        if base.kind == MAPPING and base.inner is not None:
            return self._at_key(base, string_of(index))
        base = self._as_tuple(base)
        if base.kind == TUPLE:
            part = slice_of(node)
            if part is not None:
                return _sliced(base, part)
            position = integer_of(index)
            if position is not None and -len(base.items) <= position < len(base.items):
                return base.items[position]
            return UNKNOWN_VALUE
        if base.kind == CONTAINER:
            if slice_of(node) is not None:
                return sequence(element(base))
            if integer_of(index) is not None:
                return element(base)
            return OTHER_VALUE
        if base.kind == INSTANCE and base.node is not None:
            return self._result_of_special(base.node, "__getitem__")
        return UNKNOWN_VALUE if base.kind in (UNKNOWN, API) else OTHER_VALUE

    def _at_key(self, base: Value, key: str | None) -> Value:
        """What a mapping holds at a key: of one that was written out, what stands there or is stored there later."""
        if key is None or not base.keys:
            return self._inner(base)
        puts = self._contents.into(base) if _may_matter(base) else self._contents.under(base, key)
        later = [self._put(put, key) for put in puts if put.key in (None, key)]
        if key not in base.keys:
            return join(later) if later else UNKNOWN_VALUE
        stored = [self.of(value) for value in self._stored_at(key)]
        return join((base.items[base.keys.index(key)], *stored, *later))

    def _stored_at(self, key: str) -> list[Node]:
        """The values of ``x["key"] = value``, whatever x is."""
        if self._keyed_stores is None:
            self._keyed_stores = {}
            for node in self.tree.every(cst.Assign):
                for target in node.targets:
                    text = string_of(index_of(target.target))
                    if text is not None:
                        self._keyed_stores.setdefault(text, []).append(node.value)
        return self._keyed_stores.get(key, [])

    def _as_tuple(self, value: Value) -> Value:
        """A NamedTuple or namedtuple as the tuple that it is; anything else as it is."""
        layout = self.records.layout(value.node) if value.kind == INSTANCE and value.node is not None else None
        if layout is None or not layout.is_tuple or value.node is None:
            return value
        owner = value.node
        return Value(TUPLE, items=tuple(self._class_attribute(owner, name) for name in layout.names))

    # -- calls ------------------------------------------------------------------------------

    def _call(self, node: cst.Call) -> Value:
        if isinstance(node.func, cst.Attribute):
            found = self._method_call(node, node.func)
            if found is not None:
                return found
        callee = self.of(node.func)
        if callee.kind == API:
            if callee.dotted.startswith("builtins."):
                return self._builtin_call(node, callee.dotted[len("builtins.") :])
            if callee.dotted in api.STAND_INS:
                double = stand_in(node, self.tree, self.names, self.of)
                return double if double.kind != RIVAL else self.records.made(callee, node) or double
            return self._api_call(node, callee.dotted)
        if callee.kind == RIVAL:
            return callee
        if callee.kind == METHOD and callee.inner is not None:
            made = api.METHODS[callee.inner.kind].get(callee.dotted) or api.METHODS[CLIENT].get(callee.dotted)
            return self._made(made or api.OTHER, node, callee.inner.why)
        if callee.kind == LOCAL_FUNCTION and callee.node is not None:
            return self._result_of(callee.node, node)
        if callee.kind == LOCAL_CLASS and callee.node is not None:
            return self.instance_of(callee.node)
        if callee.kind == PENDING_KIND:
            return PENDING
        if callee.kind == LIBRARY:
            return self.libraries.called(callee, node)
        if callee.kind == UNKNOWN and callee.inner is not None:
            return self._partial_call(node, callee.inner)
        return self._called_several(callee, node)

    def _called_several(self, callee: Value, node: cst.Call) -> Value:
        """What a call gives that may be of any of these functions: a container only if each of them gives one."""
        if callee.kind != UNKNOWN or not callee.items or any(one.kind != LOCAL_FUNCTION for one in callee.items):
            return UNKNOWN_VALUE
        result = join(self._result_of(one.node, node) for one in callee.items if one.node is not None)
        return result if result.kind in (CONTAINER, MIXED) else UNKNOWN_VALUE

    def _partial_call(self, node: cst.Call, function: Value) -> Value:
        """What a partial function gives: that does not depend on the arguments."""
        if function.kind == LOCAL_FUNCTION and function.node is not None:
            return self._result_of(function.node, node)
        if function.kind == METHOD and function.inner is not None:
            made = api.METHODS[function.inner.kind].get(function.dotted) or api.METHODS[CLIENT].get(function.dotted)
            return self._made(made or api.OTHER, node, function.inner.why)
        kind = api.FUNCTIONS.get(function.dotted) if function.kind == API else None
        return self._made(kind, node, ()) if kind is not None else UNKNOWN_VALUE

    def _method_call(self, node: cst.Call, func: cst.Attribute) -> Value | None:
        name = func.attr.value
        base = self.of(func.value)
        if isinstance(func.value, cst.Call) and self.builtin_name(func.value.func) == "super":
            inherited = self._inherited_methods(func)
            return join(self._result_of(one, node) for one in inherited) if inherited else None
        if base.kind in (CLIENT, STORE):
            own = self.classes.method(base.node, name) if base.node is not None else None
            if own is not None and own.node is not None:
                return self._result_of(own.node, node)
            made = api.METHODS[base.kind].get(name) or api.METHODS[CLIENT].get(name)
            return self._made(made or api.OTHER, node, base.why)
        if base.kind == RIVAL or name in api.RIVAL_METHODS:
            return Value(RIVAL)
        if name == "_make" and is_namedtuple(base):
            return self.records.made(base, node) or Value(RIVAL)
        if base.kind in (RUN, RUN_DATA) and name == "to_dictionary":
            return replace(base, kind=TO_DICTIONARY)
        if base.kind in (RUN, RUN_DATA) and name == "__enter__":
            return base
        if base.kind == SEQUENCE and base.inner is not None:
            if name in ("pop", "popleft", "__getitem__"):
                return self._inner(base)
            if name in ("copy", "to_list"):
                return base
        if base.kind == MAPPING and base.inner is not None:
            if name in ("get", "pop", "setdefault"):
                key = string_of(node.args[0].value) if node.args else None
                return replace(self._at_key(base, key), optional=True)
            if name == "values":
                return sequence(self._inner(base))
            if name == "copy":
                return base
        if base.kind in (LIBRARY, FUTURE):
            return self.libraries.method(base, name, node)
        if base.kind == DATA_DICT and name in ("items", "values"):
            pair = pair_of_run_data(base)
            return sequence(pair if name == "items" else pair.items[1])
        if base.kind == TO_DICTIONARY and name == "get" and node.args:
            return _of_form(base, string_of(node.args[0].value))
        if base.kind == DATA_VARS and name in ("get", "pop") and node.args:
            return _private_container(base, string_of(node.args[0].value))
        if base.kind == CONTAINER:
            if name == "copy":
                return base
            return OTHER_VALUE
        if base.kind == INSTANCE and base.node is not None:
            method = self.classes.method(base.node, name)
            if method is not None and method.node is not None:
                every = (method.node, *self.classes.overrides(base.node, name))
                result = join(self._result_of(one, node) for one in every)
                if result.kind == UNKNOWN and not self._knows_mlflow(base.node):
                    # a class of the project that is not MLflow's
                    return Value(RIVAL)
                return result
            record = self._record_method(base, name)
            if record.kind != UNKNOWN:
                return record
            # an abstract class or a mixin: there may be subclasses that nobody sees
            below = join((*(self._result_of(one, node) for one in self.classes.below(base.node, name)), UNKNOWN_VALUE))
            return below if below.kind == MIXED else UNKNOWN_VALUE
        if base.kind == UNKNOWN and base.items:
            return self._called_on_several(base, name, node)
        if base.kind == LOCAL_CLASS and base.node is not None and self.classes.method(base.node, name) is None:
            # a constructor by another name, inherited: Run.parse_obj(...)
            return self.instance_of(base.node)
        if base.kind == PENDING_KIND:
            return PENDING
        return None

    def _record_method(self, base: Value, name: str) -> Value:
        """``_replace`` and ``_asdict`` of a namedtuple."""
        layout = self.records.layout(base.node) if base.node is not None else None
        if layout is not None and layout.is_tuple and name == "_replace":
            return base
        if layout is not None and layout.is_tuple and name == "_asdict":
            return self._as_mapping(base)
        return UNKNOWN_VALUE

    def _as_mapping(self, base: Value) -> Value:
        """The fields of a record by their names."""
        layout = self.records.layout(base.node) if base.node is not None else None
        if layout is None or base.node is None:
            return UNKNOWN_VALUE
        items = tuple(self._class_attribute(base.node, name) for name in layout.names)
        return Value(MAPPING, inner=join(items), items=items, keys=layout.names)

    def _called_on_several(self, base: Value, name: str, node: cst.Call) -> Value | None:
        """What a method gives that is called on objects of several classes."""
        methods = [self.classes.method(one.node, name) if one.node is not None else None for one in base.items]
        result = join(
            self._result_of(one.node, node) if one is not None and one.node is not None else UNKNOWN_VALUE
            for one in methods
        )
        return result if result.kind in (CONTAINER, MIXED) else None

    def _inherited_methods(self, func: cst.Attribute) -> list[Node]:
        """What ``super().name`` in a method may be: which it is, the order of the bases of a subclass decides."""
        owner = next((one for one in self.tree.ancestors(func) if isinstance(one, cst.ClassDef)), None)
        bases = self.classes.bases(owner)
        named = self.classes.methods_named().get(func.attr.value, ())
        return [one for one in named if self.classes.owner_class(one) in bases]

    def _knows_mlflow(self, owner: Node) -> bool:
        """Whether the module that the class stands in imports mlflow anywhere."""
        return any(
            binding.dotted.split(".")[0] == "mlflow"
            for scope in self.names.of_document(self.tree.document_of(owner)).scopes.values()
            for bound in scope.bindings.values()
            for binding in bound
        )

    def _api_call(self, node: cst.Call, dotted: str) -> Value:
        kind = api.FUNCTIONS.get(dotted)
        if kind is not None:
            if kind in (RUN_DATA, RUN):
                return self._constructed(node, dotted, kind)
            return self._made(kind, node, ())
        if dotted in api.SEARCH_FUNCTIONS:
            args = positional_and_keywords(node)
            if args is not None and string_of(args[1].get("output_format")) == "list":
                return self._made(api.RUNS, node, ())
            return OTHER_VALUE
        if dotted in NAMEDTUPLES:
            return Value(API, dotted="types.SimpleNamespace", node=node)
        if dotted in ("copy.copy", "copy.deepcopy") and node.args:
            return self.of(node.args[0].value)
        if dotted in ("dataclasses.replace", "attr.evolve", "attrs.evolve") and node.args:
            return self.of(node.args[0].value)
        if dotted in ("dataclasses.asdict", "attr.asdict", "attrs.asdict") and node.args:
            return self._as_mapping(self.of(node.args[0].value))
        if dotted in ("typing.cast", "t.cast") and len(node.args) == 2:
            return self.annotations.read(node.args[0].value) or self.of(node.args[1].value)
        if dotted == PARTIAL and node.args:
            function = self.of(node.args[0].value)
            if function.kind == UNKNOWN:
                return function
            return replace(UNKNOWN_VALUE, node=function.node, inner=function)
        if dotted == "contextlib.closing" and node.args:
            return self.of(node.args[0].value)
        return self.libraries.call(dotted, node)

    def _constructed(self, node: cst.Call, dotted: str, kind: str) -> Value:
        """``Run(info, data)`` gives back the very data object that it was given (entities/run.py)."""
        args = positional_and_keywords(node)
        if kind == RUN and args is not None and dotted in api.RUN_PATHS and "ActiveRun" not in dotted:
            data = args[1].get("run_data") or (args[0][1] if len(args[0]) > 1 else None)
            if data is not None:
                held = self.of(data)
                if held.kind in (RIVAL, MIXED, INSTANCE):
                    return Value(RIVAL)
        return self._made(kind, node, ())

    def _made(self, kind: str, node: cst.Call, receiver: tuple[str, ...]) -> Value:
        link = f"{short(self.tree.inner_code(node.func))}(...) {self.tree.where(node)}"
        if not node.args:
            link = link.replace("(...)", "()")
        why = (link, *receiver)
        if kind == api.RUNS:
            return sequence(Value(RUN, why=why))
        if kind in (RUN, RUN_DATA, CLIENT, STORE):
            return Value(kind, why=why)
        return OTHER_VALUE

    def _builtin_call(self, node: cst.Call, name: str) -> Value:
        args = positional_and_keywords(node)
        if name == "dict" and (args is None or not args[0]):
            return self._made_dict(node)
        if args is None or not args[0]:
            return OTHER_VALUE
        positional, keywords = args
        if name in ("list", "tuple", "sorted", "reversed", "iter", "set", "frozenset"):
            return made_at(sequence(self.element_of(positional[0])), node)
        if name == "enumerate" or name == "zip":
            return sequence(self.element_of(node))
        if name == "filter" and len(positional) == 2:
            return sequence(self.element_of(positional[1]))
        if name == "map" and len(positional) == 2:
            mapped = positional[0]
            if isinstance(mapped, cst.Lambda):
                return sequence(self.of(mapped.body))
            called = attribute_of(mapped)
            if called is not None:
                base = self.of(called[0])
                if base.kind in (CLIENT, STORE) and api.METHODS[base.kind].get(called[1]) == RUN:
                    return sequence(Value(RUN, why=(f"{short(self.tree.inner_code(mapped))}(...)", *base.why)))
            function = self.of(mapped)
            if function.kind == LOCAL_FUNCTION and function.node is not None:
                return sequence(self._result_of(function.node, None))
            return sequence(UNKNOWN_VALUE)
        if name == "next":
            inner = self.element_of(positional[0])
            if len(positional) == 2:
                return join((inner, self.of(positional[1])))
            return inner
        if name in ("max", "min"):
            if len(positional) == 1:
                return self.element_of(positional[0])
            return join(self.of(arg) for arg in positional)
        if name == "getattr" and len(positional) >= 2:
            attribute = string_of(positional[1])
            base = self.of(positional[0])
            if attribute is None:
                if base.kind == RUN_DATA:
                    return replace(base, kind=CONTAINER, container=None)
                return UNKNOWN_VALUE
            if base.kind in (RUN, RUN_DATA):
                return self._member(base, attribute, cst.Attribute(cst.Name("x"), cst.Name(attribute)))
            if base.kind == INSTANCE and base.node is not None:
                return self._instance_attribute(base.node, attribute)
            if base.kind == UNKNOWN and attribute == "data":
                return Value(
                    RUN_DATA,
                    confidence=Confidence.LIKELY,
                    why=(f'getattr(..., "data") {self.tree.where(node)}',),
                )
            return UNKNOWN_VALUE if base.kind in (UNKNOWN, API) else OTHER_VALUE
        if name == "dict" and (self.of(positional[0]).kind == MAPPING or keywords):
            return self._made_dict(node)
        if name == "dict" and self.of(positional[0]).kind == RUN_DATA:
            return replace(self.of(positional[0]), kind=DATA_DICT)
        if name == "vars" and self.of(positional[0]).kind == RUN_DATA:
            return replace(self.of(positional[0]), kind=DATA_VARS)
        if name == "sum" and len(positional) == 2 and is_empty_display(positional[1]):
            return made_at(sequence(self._element(self.element_of(positional[0]))), node)
        if name in ("dict", "str", "len", "float", "int", "bool", "range", "sum", "any", "all", "open", "type"):
            return OTHER_VALUE
        return UNKNOWN_VALUE if name in ("super", "vars", "eval", "__import__", "globals", "locals") else OTHER_VALUE

    def _made_dict(self, node: cst.Call) -> Value:
        """``dict(other, metrics=run.data.metrics)``."""
        if not node.args:
            return OTHER_VALUE
        keys = [arg.keyword.value if arg.keyword is not None else "" for arg in node.args]
        return self._merged(node, zip(keys, (arg.value for arg in node.args), strict=True))

    # -- bindings ---------------------------------------------------------------------------

    def of_binding(self, binding: Binding) -> Value:
        """What a binding makes its name hold."""
        known = self._bindings.get(binding)
        return known if known is not None else self._stack.ask(binding)

    def _evaluate_binding(self, binding: Binding) -> Value:
        if binding.kind == b.IMPORT:
            return self._imported(binding.dotted, self.tree.document_of(binding.node))
        if binding.kind == b.FUNCTION:
            decorated = isinstance(binding.node, cst.FunctionDef) and any(
                not self._is_transparent(decorator.decorator) for decorator in binding.node.decorators
            )
            return UNKNOWN_VALUE if decorated else Value(LOCAL_FUNCTION, node=binding.node)
        if binding.kind == b.CLASS:
            return Value(LOCAL_CLASS, node=binding.node)
        if binding.kind == b.PARAMETER:
            return self._parameter(binding)
        if binding.kind == b.OPAQUE:
            statement = self.tree.parent(binding.node)
            if isinstance(statement, cst.AugAssign):
                return self._augmented(statement)
            return OTHER_VALUE if binding.value is not None else UNKNOWN_VALUE
        annotated = self._annotation_of(binding)
        if annotated is not None:
            return annotated
        if binding.value is None:
            return UNKNOWN_VALUE
        if binding.kind == b.ELEMENT:
            return self._along(self.element_of(binding.value), binding.path)
        filled = self._filled(binding)
        if filled is not None:
            return filled
        value = self.of(binding.value)
        if binding.kind == b.ENTER:
            if value.kind == INSTANCE and value.node is not None:
                method = self.classes.method(value.node, "__enter__")
                return self._result_of(method.node, None) if method is not None and method.node else UNKNOWN_VALUE
            if value.kind == SEQUENCE and value.inner is not None:
                return value.inner  # a @contextmanager of the module: what it yields
            return value
        return self._along(value, binding.path)

    def _augmented(self, statement: cst.AugAssign) -> Value:
        """What ``xs += ys`` and ``d |= other`` leave in a name."""
        if isinstance(statement.operator, cst.AddAssign):
            added = self._sum(statement.target, statement.value, statement)
            return added if added.kind == SEQUENCE else UNKNOWN_VALUE
        held = self.of(statement.target)
        return held if held.kind == MAPPING and isinstance(statement.operator, cst.BitOrAssign) else UNKNOWN_VALUE

    def _filled(self, binding: Binding) -> Value | None:
        """An empty list or dict that is filled later: ``xs = []``, ``xs.append(client.get_run(i))``."""
        value = binding.value
        if binding.kind != b.ASSIGN or binding.path != () or value is None or not is_empty_display(value):
            return None
        listed: list[Value] = []
        mapped: list[tuple[str | None, Value]] = []
        keyed = isinstance(value, (cst.Dict, cst.Call))
        for use in binding.uses:
            above = self.tree.parent(use)
            call = self.tree.parent(above) if above is not None else None
            if isinstance(above, cst.Attribute) and isinstance(call, cst.Call) and len(call.args) == 1:
                if above.attr.value == "append":
                    listed.append(self.of(call.args[0].value))
                elif above.attr.value == "extend":
                    listed.append(self.element_of(call.args[0].value))
                elif above.attr.value == "update" and keyed:
                    mapped += self._updated(call.args[0])
            elif isinstance(above, cst.Attribute) and isinstance(call, cst.Call) and len(call.args) == 2:
                if above.attr.value == "setdefault":
                    mapped.append((string_of(call.args[0].value), self.of(call.args[1].value)))
                elif above.attr.value == "insert":
                    listed.append(self.of(call.args[1].value))
            elif isinstance(above, cst.Subscript) and isinstance(call, cst.AssignTarget):
                assign = self.tree.parent(call)
                if isinstance(assign, cst.Assign):
                    mapped.append((string_of(index_of(above)), self.of(assign.value)))
        if listed and not mapped:
            return made_at(sequence(join(listed)), value)
        if mapped and not listed:
            return made_at(_mapping(mapped), value)
        return None

    def _updated(self, arg: cst.Arg) -> list[tuple[str | None, Value]]:
        """What ``d.update(...)`` with one argument puts into d, and under which keys."""
        value = self.of(arg.value)
        if arg.keyword is not None:
            return [(arg.keyword.value, value)]
        if value.kind == MAPPING and value.keys:
            return [(key, self._at_key(value, key)) for key in value.keys]
        return [(None, self._inner(value) if value.kind == MAPPING else UNKNOWN_VALUE)]

    def _is_transparent(self, decorator: Node) -> bool:
        """Whether calls of what a decorator makes of a function give what the function gives."""
        return is_plain_decorator(decorator) or self.libraries.is_handing_on(decorator)

    def _is_transparent_function(self, function: cst.FunctionDef) -> bool:
        return all(self._is_transparent(one.decorator) for one in function.decorators)

    def _along(self, value: Value, path: tuple[int, ...] | None) -> Value:
        if path is None:
            return self._element(value) if value.kind == SEQUENCE else UNKNOWN_VALUE
        for position in path:
            value = self._as_tuple(value)
            if value.kind == TUPLE:
                value = value.items[position] if position < len(value.items) else OTHER_VALUE
            elif value.kind == SEQUENCE and value.inner is not None:
                value = self._inner(value)
            elif value.kind == CONTAINER:
                value = element(value)
            elif value.kind in (PENDING_KIND, UNKNOWN, RIVAL):
                return value
            else:
                return OTHER_VALUE
        return value

    def _annotation_of(self, binding: Binding) -> Value | None:
        if binding.annotation is not None:
            return self.annotations.read(binding.annotation)
        if binding.kind in (b.ASSIGN, b.ELEMENT, b.ENTER) and binding.path == ():
            comment = self.annotations.comment_at(binding.node)
            if comment is not None:
                return self.annotations.read_text(comment, binding.node)
        return None

    # -- functions --------------------------------------------------------------------------

    def _parameter(self, binding: Binding) -> Value:
        param = binding.node
        function = binding.statement
        if not isinstance(param, cst.Param) or not isinstance(function, (cst.FunctionDef, cst.Lambda)):
            return UNKNOWN_VALUE
        owner = self.classes.owner_class(function)
        if owner is not None and self._is_self(param, function):
            return self.instance_of(owner)
        if owner is not None and self._is_class(param, function):
            return Value(LOCAL_CLASS, node=owner)
        annotated = self._annotation_of(binding) or self.annotations.of_parameter(param, function)
        if annotated is not None:
            return annotated
        if self._is_star(param, function):
            return UNKNOWN_VALUE
        if isinstance(function, cst.Lambda):
            return self._lambda_parameter(param, function)
        values: list[Value] = []
        if self.calls.is_pending(function):
            return PENDING
        partials = self.partials.calls_of(function)
        fixture = self.libraries.fixture(param, function)
        if fixture is not None:
            return fixture
        if partials is None or self.escapes.is_called_unread(function) or not self._is_transparent_function(function):
            return UNKNOWN_VALUE
        stated = self.calls.calls_of(function)
        calls = [*stated, *(call for call, _ in partials)]
        for call in calls:
            argument = argument_for(param, function, call, owner is not None)
            if argument is None and any(arg.star for arg in call.args):
                unpacked = self._unpacked_argument(param, function, call, owner is not None)
                if unpacked is None:
                    unpacked = self._starred_argument(param.name.value, call)
                if unpacked is None:
                    return UNKNOWN_VALUE
                values.append(unpacked)
                continue
            if argument is None:
                if param.default is not None:
                    values.append(self.of(param.default))
                    continue
                return UNKNOWN_VALUE
            values.append(self.of(argument))
        if not calls:
            # A default shows what the parameter is for; what others pass is not known.
            value = param_default(param, self)
            known = value.kind in INTERESTING or value.kind in (CLIENT, STORE)
            return replace(value, confidence=Confidence.LIKELY) if known else UNKNOWN_VALUE
        if param.default is not None and is_none(param.default):
            values.append(NONE_VALUE)
        value = join(values)
        if value.kind == MIXED and not any(one.kind == MIXED for one in values) and value.container is not None:
            # Containers from some callers, lists from others: the function must go on taking either.
            return UNKNOWN_VALUE
        if value.kind in INTERESTING or value.kind == MIXED:
            where = self.tree.where([*stated, *(call for _, call in partials)][0])
            link = f"parameter `{param.name.value}` of {function.name.value}(), called {where}"
            return replace(value, why=(link, *value.why))
        return value

    def _unpacked_argument(
        self, param: cst.Param, function: cst.FunctionDef, call: cst.Call, is_method: bool
    ) -> Value | None:
        """What ``*row`` or ``**row._asdict()`` gives a parameter; None where it is not known."""
        positional: list[Value] = []
        named: dict[str, Value] = {}
        for arg in call.args:
            value = self._as_tuple(self.of(arg.value))
            if arg.star == "*" and value.kind == TUPLE:
                positional += value.items
            elif arg.star == "**" and value.kind == MAPPING and value.keys:
                named.update((key, self._at_key(value, key)) for key in value.keys)
            elif arg.star:
                return None
            elif arg.keyword is not None:
                named[arg.keyword.value] = value
            else:
                positional.append(value)
        is_static = "staticmethod" in {name_of(one.decorator) for one in function.decorators}
        index = parameters_of(function).index(param) - (is_method and not is_static)
        if param.name.value in named:
            return named[param.name.value]
        is_positional = param not in function.params.kwonly_params
        return positional[index] if is_positional and 0 <= index < len(positional) else None

    def _starred_argument(self, name: str, call: cst.Call) -> Value | None:
        """A container that ``show(**found)`` hands to a parameter; what else the dict may hold by then is not known."""
        for arg in call.args:
            held = self.of(arg.value) if arg.star == "**" else OTHER_VALUE
            if held.kind == MAPPING and name in held.keys:
                value = join((self._at_key(held, name), UNKNOWN_VALUE))
                return value if value.kind == MIXED else None
        return None

    def _lambda_parameter(self, param: cst.Param, function: cst.Lambda) -> Value:
        """What a lambda is called with: at once, by its name, or by sorted, max, filter, map, list.sort."""
        direct = self.calls.lambda_calls(function)
        if direct:
            arguments = [argument_for(param, function, call, False) for call in direct]
            return join(param_default(param, self) if one is None else self.of(one) for one in arguments)
        arg = self.tree.parent(function)
        call = self.tree.parent(arg) if isinstance(arg, cst.Arg) else None
        if not isinstance(arg, cst.Arg) or not isinstance(call, cst.Call):
            return UNKNOWN_VALUE
        name = self.builtin_name(call.func)
        keyword = arg.keyword.value if arg.keyword is not None else None
        positional = [item.value for item in call.args if item.keyword is None and not item.star]
        if name in ("sorted", "max", "min") and keyword == "key" and len(positional) == 1:
            return self.element_of(positional[0])
        if name in ("map", "filter") and len(positional) >= 2 and positional[0] is function:
            index = parameters_of(function).index(param)
            if index + 1 < len(positional):
                return self.element_of(positional[index + 1])
        if isinstance(call.func, cst.Attribute) and call.func.attr.value == "sort" and keyword == "key":
            return self.element_of(call.func.value)
        return UNKNOWN_VALUE

    def _result_of(self, function: Node, call: cst.Call | None) -> Value:
        """What a call of a function of this module gives, whatever the arguments."""
        known = self._returns.get(function)
        if known is not None:
            return known
        self._returns[function] = value = PENDING
        try:
            if isinstance(function, cst.Lambda):
                value = self.of(function.body)
            elif isinstance(function, cst.FunctionDef):
                value = self._function_result(function)
            else:
                value = UNKNOWN_VALUE
        finally:
            if value.kind == PENDING_KIND:
                del self._returns[function]
        if value.kind == PENDING_KIND:
            return PENDING
        if isinstance(function, cst.FunctionDef) and value.kind in INTERESTING:
            link = f"result of {function.name.value}() {self.tree.where(function)}"
            value = replace(value, why=(link, *value.why))
        self._returns[function] = value
        return value

    def _function_result(self, function: cst.FunctionDef) -> Value:
        if function.returns is not None:
            promised = self.annotations.read(function.returns.annotation)
            if promised is not None:
                return promised
        returned: list[Value] = []
        yielded: list[Value] = []
        for node in own_nodes(function):
            if isinstance(node, cst.Return):
                returned.append(NONE_VALUE if node.value is None else self.of(node.value))
            elif isinstance(node, cst.Yield):
                if isinstance(node.value, cst.From):
                    yielded.append(self.element_of(node.value.item))
                elif node.value is not None:
                    yielded.append(self.of(node.value))
        if yielded:
            return sequence(join(yielded))
        if not returned:
            return OTHER_VALUE
        return join(returned)

    # -- classes ----------------------------------------------------------------------------

    @staticmethod
    def _is_self(param: cst.Param, function: Function) -> bool:
        if not isinstance(function, cst.FunctionDef):
            return False
        decorators = {name_of(d.decorator) for d in function.decorators}
        if decorators & {"staticmethod", "classmethod"}:
            return False
        first = parameters_of(function)
        return bool(first) and first[0] is param

    @staticmethod
    def _is_class(param: cst.Param, function: Function) -> bool:
        """Whether the parameter is ``cls`` of a class method."""
        if not isinstance(function, cst.FunctionDef):
            return False
        is_bound = "classmethod" in {name_of(d.decorator) for d in function.decorators}
        return is_bound and parameters_of(function)[:1] == [param]

    @staticmethod
    def _is_star(param: cst.Param, function: Function) -> bool:
        return param is function.params.star_arg or param is function.params.star_kwarg

    def instance_of(self, owner: Node) -> Value:
        """What making an instance of a class of the module gives."""
        if owner not in self._inherited:
            self._inherited[owner] = self._inherited_kind(owner)
        inherited = self._inherited[owner]
        if inherited is not None:
            return Value(inherited, node=owner, why=(f"class {owner.name.value} {self.tree.where(owner)}",))  # type: ignore[attr-defined]
        return Value(INSTANCE, node=owner)

    def _inherited_kind(self, owner: Node) -> str | None:
        """Subclasses of MLflow's client, store, run and run data are those."""
        if not isinstance(owner, cst.ClassDef):
            return None
        for base in owner.bases:
            kind = api.FUNCTIONS.get(self.dotted(base.value))
            if kind in (CLIENT, STORE, RUN, RUN_DATA):
                defined = {
                    statement.name.value for statement in owner.body.body if isinstance(statement, cst.FunctionDef)
                }
                if defined & {*api.CONTAINERS, "data", *api.METHODS[CLIENT]}:
                    return None
                return kind
        return None

    def _instance_attribute(self, owner: Node, name: str) -> Value:
        method = self.classes.method(owner, name)
        overrides = self.classes.overrides(owner, name)
        if method is not None and isinstance(method.node, cst.FunctionDef):
            if _is_property(method.node):
                return join(self._result_of(one, None) for one in (method.node, *overrides))
            return UNKNOWN_VALUE if overrides else method
        properties = [one for one in self.classes.below(owner, name) if _is_property(one)] if method is None else []
        if properties:
            below = join((*(self._result_of(one, None) for one in properties), UNKNOWN_VALUE))
            return below if below.kind == MIXED else UNKNOWN_VALUE
        return self._class_attribute(owner, name)

    def _class_attribute(self, owner: Node, name: str) -> Value:
        values = [self._of_field_maker(value) for value in self.assigned_to(owner, name)]
        declared = self._declared(owner, name)
        if declared is not None:
            return declared
        given = self.records.field(owner, name)
        if values or given is not None:
            filled = self._filled_attribute(owner, name) if values and given is None else None
            if filled is not None:
                return filled
            value = join(values if given is None else (*values, given))
            if value.kind in (CONTAINER, ENTITY, SEQUENCE) and not self._is_tuple(owner):
                return join((value, *self._stored_out_of_sight(name)))
            return value
        for cls in (owner, *self.classes.bases(owner)):
            scope = self.names.scopes.get(cls)
            if scope is not None and name in scope.bindings:
                return join(self.of_binding(binding) for binding in scope.bindings[name])
        return UNKNOWN_VALUE

    def _is_tuple(self, owner: Node) -> bool:
        """Whether nobody can assign to the attributes of an instance."""
        layout = self.records.layout(owner)
        return layout is not None and layout.is_tuple

    def _of_field_maker(self, value: Node) -> Value:
        """What stands in a class body; of ``field(...)`` and ``attr.ib(...)``, what an instance may hold for it."""
        if not isinstance(value, cst.Call) or self.dotted(value.func) not in FIELD_MAKERS:
            return self.of(value)
        given: list[Value] = []
        for arg in value.args:
            word = arg.keyword.value if arg.keyword is not None else ""
            if word == "default":
                given.append(self.of(arg.value))
            elif word in ("default_factory", "factory"):
                given.append(OTHER_VALUE)
            elif word not in ("repr", "compare", "hash", "init", "kw_only", "metadata", "type", "eq", "order"):
                given.append(VARIOUS_VALUE)
        return join(given)

    def _filled_attribute(self, owner: Node, name: str) -> Value | None:
        """``self.runs = {}``, and ``self.runs[k] = container`` elsewhere: others may put something there too."""
        made = list(self.assigned_to(owner, name))
        if not all(is_empty_display(node) for node in made):
            return None
        held = [
            self._put(put, None)
            for put in self._contents.into_attribute(name)
            if isinstance(put.holder, cst.Attribute) and self._may_be(put.holder.value, owner)
        ]
        inner = join(held) if held else UNKNOWN_VALUE
        if inner.kind not in (RUN, RUN_DATA):  # a cache of runs is no more open than a variable with one
            inner = join((inner, UNKNOWN_VALUE))
        if inner.kind not in (MIXED, RUN, RUN_DATA):
            return None
        is_list = all(isinstance(node, cst.List) or name_of(getattr(node, "func", None)) == "list" for node in made)
        return Value(SEQUENCE if is_list else MAPPING, inner=inner)

    def _may_be(self, node: Node, owner: Node) -> bool:
        value = self.of(node)
        return value.kind == UNKNOWN or (value.node is not None and self.classes.related(value.node, owner))

    def _stored_out_of_sight(self, name: str) -> list[Value]:
        """What is assigned to an attribute of this name on an object that nobody knows."""
        found = [
            VARIOUS_VALUE if value is None else self.of(value)
            for node, value in self._stores_of(name)
            if value is None or self.of(node.value).kind in (UNKNOWN, PENDING_KIND)
        ]
        return [*found, VARIOUS_VALUE] if self.escapes.is_bound_unseen(name) else found

    def _stores_of(self, name: str) -> list[tuple[cst.Attribute, Node | None]]:
        """Where an attribute of this name is bound, and to what; None for a loop, ``with`` or augmented assignment."""
        if self._stores is None:
            self._stores = {}
            for node in self.tree.every(cst.Assign, cst.AnnAssign, cst.For, cst.CompFor, cst.AugAssign, cst.AsName):
                pairs: list[tuple[Node, Node | None]] = []
                if isinstance(node, cst.Assign):
                    for target in node.targets:
                        pairs += _pairs(target.target, node.value)
                elif isinstance(node, cst.AnnAssign) and node.value is not None:
                    pairs = [(node.target, node.value)]
                elif isinstance(node, (cst.For, cst.CompFor, cst.AugAssign)):
                    pairs = [(node.target, None)]
                elif isinstance(node, cst.AsName):
                    pairs = [(node.name, None)]
                for bound, value in pairs:
                    parts = [bound] if isinstance(bound, cst.Attribute) else tuple_elements(bound) or []
                    for part in parts:
                        if isinstance(part, cst.Attribute):
                            self._stores.setdefault(part.attr.value, []).append(
                                (part, value if part is bound else None)
                            )
        return self._stores.get(name, [])

    def _declared(self, owner: Node, name: str) -> Value | None:
        """``name: Run`` in a class body (dataclasses)."""
        for cls in (owner, *self.classes.bases(owner)):
            field = self.classes.fields(cls).get(name)
            if field is not None:
                return self.annotations.read(field.annotation.annotation)
        return None

    def assigned_to(self, owner: Node, name: str) -> Iterable[Node]:
        """The expressions that this module assigns to an attribute of a class."""
        by_class = self._assigned(name)
        if not by_class:
            return
        family = [one for one in self.classes.relatives(owner) if one in by_class]
        if len(family) > 1:
            family.sort(key=lambda one: self.tree.range_of(one)[0])
        for cls in family:
            yield from by_class[cls]

    def _assigned(self, name: str) -> dict[Node, list[Node]]:
        """Class -> the expressions assigned to an attribute of this name, through ``self`` or in the class body.

        What cannot be told yet stays to be asked again: nothing that is known is asked twice.
        """
        waiting, found = self._assignments.setdefault(name, (deque(self._targets().get(name, ())), {}))
        for _ in range(len(waiting)):
            if not waiting:
                break  # asked for once more in the midst of it
            target, value = waiting.popleft()
            try:
                kind, owner = self._attribute_owner(target)
            except BaseException:  # put off
                waiting.appendleft((target, value))
                raise
            if kind == PENDING_KIND:
                waiting.append((target, value))
            elif owner is not None:
                found.setdefault(owner, []).append(value)
        return found

    def _targets(self) -> dict[str, list[tuple[Node, Node]]]:
        """The name of an attribute -> where it is assigned, and what; in a class body its bare name."""
        if self._assigned_targets is None:
            self._assigned_targets = {}
            for node in self.tree.every(cst.Assign, cst.AnnAssign):
                pairs: list[tuple[Node, Node]] = []
                if isinstance(node, cst.Assign):
                    for target in node.targets:
                        pairs.extend(_pairs(target.target, node.value))
                elif isinstance(node, cst.AnnAssign) and node.value is not None:
                    pairs.append((node.target, node.value))
                for bound, value in pairs:
                    if isinstance(bound, cst.Attribute):
                        self._assigned_targets.setdefault(bound.attr.value, []).append((bound, value))
                    elif isinstance(bound, cst.Name) and self.names.scope_at(bound).kind == "class":
                        self._assigned_targets.setdefault(bound.value, []).append((bound, value))
        return self._assigned_targets

    def _attribute_owner(self, target: Node) -> tuple[str, Node | None]:
        """The kind of what an attribute is assigned to, and its class if it is one of the module."""
        if isinstance(target, cst.Attribute):
            base = self.of(target.value)
            return base.kind, base.node if base.kind in (INSTANCE, LOCAL_CLASS) else None
        return LOCAL_CLASS, self.names.scope_at(target).node if isinstance(target, cst.Name) else None


# -- helpers ----------------------------------------------------------------------------------


def _sliced(value: Value, part: cst.Slice) -> Value:
    """``pair[1:]`` of a tuple."""
    ends = (part.lower, part.upper, part.step)
    numbers = [integer_of(end) for end in ends]
    if any(number is None for end, number in zip(ends, numbers, strict=True) if end is not None):
        return sequence(join(value.items)) if value.items else value
    return replace(value, items=value.items[slice(*numbers)]) if numbers[2] != 0 else UNKNOWN_VALUE


def _is_property(function: cst.FunctionDef) -> bool:
    return any(last_name(one.decorator) in ("property", "cached_property") for one in function.decorators)


def _private_container(base: Value, name: str | None) -> Value:
    """``run.data._metrics``: what MLflow keeps there is its own affair, so that it is named and never rewritten."""
    public = (name or "").removeprefix("_")
    return replace(base, kind=MIXED, container=public, optional=False) if public in api.CONTAINERS else OTHER_VALUE


def _of_form(form: Value, key: str | None) -> Value:
    """What run data in its dictionary form holds at a key."""
    if key in api.CONTAINERS:
        return replace(form, kind=ROWS, container=key, optional=False)
    return form if key == "data" else OTHER_VALUE


_MATTERS = frozenset({CONTAINER, MIXED, RUN, RUN_DATA})
"""What is worth to ask for what is put beside it."""


def _may_matter(value: Value) -> bool:
    """Whether a list or mapping has something in it that would be a site if nothing else is."""
    parts = (value.inner, *value.items)
    return bool(value.origins) and any(
        part is not None and (part.kind in _MATTERS or holds_container(part) or _is_of_functions(part))
        for part in parts
    )


def _is_of_functions(value: Value) -> bool:
    """Whether a value is a function of the program, or one of several."""
    return value.kind == LOCAL_FUNCTION or any(one.kind == LOCAL_FUNCTION for one in value.items)


def _mapping(entries: Iterable[tuple[str | None, Value]]) -> Value:
    """A dict of these entries, by their keys if all of them are known."""
    by_key: dict[str | None, list[Value]] = {}
    for key, value in entries:
        by_key.setdefault(key, []).append(value)
    inner = join(value for found in by_key.values() for value in found)
    if None in by_key:
        return Value(MAPPING, inner=inner)
    keys = tuple(key for key in by_key if key is not None)
    return Value(MAPPING, inner=inner, items=tuple(join(by_key[key]) for key in keys), keys=keys)


def _key_of(element: cst.BaseDictElement) -> str | None:
    """The key of an element of a dict that is written out; empty for ``**other``."""
    return string_of(element.key) if isinstance(element, cst.DictElement) else ""


def _pairs(target: Node, value: Node) -> list[tuple[Node, Node]]:
    """``a, b = x, y`` as two assignments."""
    if isinstance(target, (cst.Tuple, cst.List)) and isinstance(value, (cst.Tuple, cst.List)):
        if len(target.elements) == len(value.elements):
            return [
                pair for t, v in zip(target.elements, value.elements, strict=True) for pair in _pairs(t.value, v.value)
            ]
    return [(target, value)]


def param_default(param: cst.Param, values: Values) -> Value:
    """What a parameter holds that a call gives nothing."""
    return values.of(param.default) if param.default is not None else UNKNOWN_VALUE

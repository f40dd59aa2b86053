"""What an expression holds, as far as MLflow's objects go: evaluated on demand, remembered.

Follows imports, assignments, attributes of ``self``, loops, comprehensions, conditional expressions, ``with``,
annotations and type comments, and functions of the program with their parameters and results. What comes from outside
(a parameter nobody calls, an unknown library) is unknown; what comes from a library that looks like MLflow is a rival.

``expressions`` and ``named`` say what each expression and binding holds, ``kinds/`` what each value answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import libcst as cst

from rundata_migrate.findings import NOTHING, Outside, Source
from rundata_migrate.flow.annotations import Annotations
from rundata_migrate.flow.attributes import Attributes
from rundata_migrate.flow.bindings import Binding, Bindings
from rundata_migrate.flow.calls import Calls
from rundata_migrate.flow.classes import Classes
from rundata_migrate.flow.contents import Contents
from rundata_migrate.flow.derived import Derived
from rundata_migrate.flow.escape import Escapes
from rundata_migrate.flow.evidence import Evidence
from rundata_migrate.flow.expressions import element_of, evaluate
from rundata_migrate.flow.functions import result
from rundata_migrate.flow.kinds import KINDS
from rundata_migrate.flow.lattice import API, INSTANCE, INTERESTING, PENDING, PENDING_KIND, UNKNOWN_VALUE, Value
from rundata_migrate.flow.libraries import Libraries
from rundata_migrate.flow.modules import Modules
from rundata_migrate.flow.named import evaluate_binding
from rundata_migrate.flow.partials import Partials
from rundata_migrate.flow.questions import Stack
from rundata_migrate.flow.records import Records
from rundata_migrate.syntax import Expression, Node, Tree


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
        self.classes = Classes(tree, names.index, self.of)
        self.modules = Modules(tree, names, sources or {})
        self.calls = Calls(tree, names, self.classes, self.modules, self.of)
        self.escapes = Escapes(tree, outside, self.classes, self.modules, self.calls)
        self.records = Records(self)
        self.partials = Partials(self)
        self.annotations = Annotations(self)
        self.contents = Contents(self)
        self.attributes = Attributes(self, self.records, self.annotations, self.contents)
        self.derived = Derived(self, self.records)
        self.libraries = Libraries(self)

    # -- questions --------------------------------------------------------------------------

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being evaluated."""
        return self._stack.is_idle

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
        value = evaluate_binding(self, asked) if isinstance(asked, Binding) else evaluate(self, asked)
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

    def of_binding(self, binding: Binding) -> Value:
        """What a binding makes its name hold."""
        known = self._bindings.get(binding)
        return known if known is not None else self._stack.ask(binding)

    def element_of(self, node: Expression) -> Value:
        """What iterating the expression gives."""
        return element_of(self, node)

    def elements(self, value: Value) -> Value:
        """What iterating a value gives."""
        return KINDS[value.kind].elements(self, value)

    def by_name(self, base: Value, name: str, node: cst.Call) -> Value:
        """What ``getattr(base, "name")`` gives."""
        return KINDS[base.kind].by_name(self, base, name, node)

    def builtin_name(self, node: Node) -> str | None:
        """``"len"`` if the node is the builtin of that name and not something of the module."""
        if isinstance(node, cst.Name) and self.names.is_builtin(node) and not self.modules.starred(node):
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
        return any(True for _ in self.attributes.assigned(base.node, name))

    def is_type_checked(self, binding: Binding) -> bool:
        """Whether a type comment stands on the binding's line."""
        return self.annotations.comment_at(binding.node) is not None

    def result_of(self, function: Node) -> Value:
        """What a call of a function of this module gives, whatever the arguments."""
        known = self._returns.get(function)
        if known is not None:
            return known
        self._returns[function] = value = PENDING
        try:
            if isinstance(function, cst.Lambda):
                value = self.of(function.body)
            elif isinstance(function, cst.FunctionDef):
                value = result(self, function)
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

    def instance_of(self, owner: Node) -> Value:
        """What making an instance of a class of the program gives."""
        return self.attributes.instance_of(owner)

    def assigned_to(self, owner: Node, name: str) -> Iterable[Node]:
        """The expressions that are assigned to an attribute of a class."""
        return self.attributes.assigned(owner, name)

"""Which assignment does a name's use see? Scopes and reaching definitions of one module.

A structured walk in the order of execution: an environment maps each name to the bindings that may
have made it what it is, branches are joined, loops run to a fixed point, exceptions may leave a
``try`` body after any binding. Besides the bindings a use records whether a test on the way proved
that the name is not None, and whether a name that the binding was computed from has been bound
again since (``stale``): that is what a rewrite needs that moves a key or a container to a later place.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst

from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Comprehension,
    Expression,
    Function,
    Node,
    Program,
    Tree,
    children,
    comp_results,
    comparison_of,
    free_names,
    is_none,
    name_of,
)

# How a name got its value.
ASSIGN = "assign"  # from `value`, unpacked along `path`
ELEMENT = "element"  # an element of `value`, unpacked along `path`
ENTER = "enter"  # what `with value as` gives
PARAMETER = "parameter"
FUNCTION = "function"
CLASS = "class"
IMPORT = "import"  # `dotted` says of what
OPAQUE = "opaque"  # except, match, del, augmented assignment: a value nobody follows


@dataclass(eq=False)
class Scope:
    """A namespace of the module."""

    kind: str  # module, class, function, lambda, comprehension
    node: Node
    parent: Scope | None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    reads: set[str] = field(default_factory=set)
    global_names: set[str] = field(default_factory=set)
    nonlocal_names: set[str] = field(default_factory=set)
    bound_from_inside: set[str] = field(default_factory=set)
    children: list[Scope] = field(default_factory=list)

    def function_scope(self) -> Scope:
        """The nearest scope that is no comprehension: where a plain statement would bind."""
        scope: Scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope

    def module_scope(self) -> Scope:
        """The outermost scope."""
        scope: Scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(eq=False)
class Binding:
    """One place that gives a name a value."""

    name: str
    kind: str
    node: Node
    scope: Scope
    value: Expression | None = None
    path: tuple[int, ...] | None = ()
    """Where in the value the name stands, by index; None where it cannot be told (starred)."""
    dotted: str = ""
    statement: Node | None = None
    annotation: Expression | None = None
    depends: frozenset[str] = frozenset()
    uses: list[cst.Name] = field(default_factory=list)


@dataclass(frozen=True)
class Slot:
    """What is known of a name at one point."""

    bindings: frozenset[Binding]
    not_none: bool = False
    stale: bool = False
    captured: bool = False
    """The use stands in another function than the binding: the order of things is not known."""
    maybe_unbound: bool = False
    """On some way to here nothing has bound the name."""


Environment = dict[str, Slot]
NOTHING = Slot(frozenset())


def _join_slots(one: Slot, two: Slot) -> Slot:
    if one == two:
        return one
    return Slot(
        one.bindings | two.bindings,
        one.not_none and two.not_none,
        one.stale or two.stale,
        one.captured or two.captured,
        one.maybe_unbound or two.maybe_unbound,
    )


def _maybe(slot: Slot) -> Slot:
    """The slot of a name that is bound on one of two ways only."""
    return slot if slot.maybe_unbound else replace(slot, maybe_unbound=True)


def _join(environments: Iterable[Environment | None]) -> Environment | None:
    result: Environment | None = None
    for environment in environments:
        if environment is None:
            continue
        if result is None:
            result = dict(environment)
            continue
        for name, slot in environment.items():
            known = result.get(name)
            result[name] = _maybe(slot) if known is None else _join_slots(known, slot)
        for name in result.keys() - environment.keys():
            result[name] = _maybe(result[name])
    return result


@dataclass
class _Loop:
    breaks: list[Environment] = field(default_factory=list)
    continues: list[Environment] = field(default_factory=list)


class Bindings:
    """The scopes of a module, the bindings that each name's use sees, and each binding's uses."""

    def __init__(self, tree: Tree) -> None:
        """Walk the whole module."""
        self.tree = tree
        self.slots: dict[cst.Name, Slot] = {}
        self.scope_of_name: dict[cst.Name, Scope] = {}
        self.module = Scope("module", tree.module, None)
        self.scopes: dict[Node, Scope] = {tree.module: self.module}
        self.binding_of_target: dict[Node, Binding] = {}
        self.stars: list[str] = []
        """What the module imports everything of, as it is written: ``.helpers``."""
        self._known: dict[tuple[int, str], Binding] = {}
        self._deferred: list[tuple[Function, Scope]] = []
        _Walker(self, self.module).run_block(tree.module.body, {})
        while self._deferred:
            function, scope = self._deferred.pop(0)
            self._run_function(function, scope)
        self._link()

    # -- questions --------------------------------------------------------------------------

    def module_scope(self, node: Node) -> Scope:
        """The scope of the module that the node stands in."""
        return self.module

    def of_document(self, document: Tree) -> Bindings:
        """The bindings of one document."""
        return self

    def slot(self, name: cst.Name) -> Slot:
        """What the name may be at this use."""
        return self.slots.get(name, NOTHING)

    def is_builtin(self, name: cst.Name) -> bool:
        """Whether the name is one of Python's builtins, and nothing in the module binds it where it is used."""
        if not hasattr(builtins, name.value):
            return False
        scope: Scope | None = self.scope_of_name.get(name) or self.module_scope(name)
        while scope is not None:
            if name.value in scope.bindings:
                return False
            scope = scope.parent
        return True

    def scope_at(self, node: Node) -> Scope:
        """The scope in which an expression or statement is evaluated."""
        above: Node | None = node
        below = node
        while above is not None:
            scope = self.scopes.get(above)
            if scope is not None and above is not node and not self._evaluated_outside(above, below):
                return scope
            below = above
            above = self.tree.parent(above)
        return self.module_scope(node)

    def _evaluated_outside(self, owner: Node, below: Node) -> bool:
        if isinstance(owner, cst.FunctionDef):
            return below is not owner.body
        if isinstance(owner, cst.ClassDef):
            return below is not owner.body
        if isinstance(owner, cst.Lambda):
            return below is not owner.body
        return False

    def bound_or_read(self, scope: Scope) -> set[str]:
        """Names that a new name in this scope could collide with: bound or read here or below."""
        names = set(scope.bindings) | scope.reads | scope.global_names | scope.nonlocal_names
        for child in scope.children:
            names |= self.bound_or_read(child)
        return names

    # -- building ---------------------------------------------------------------------------

    def new_scope(self, kind: str, node: Node, parent: Scope) -> Scope:
        """Enter a namespace; a second visit of a loop body finds the first one's."""
        scope = self.scopes.get(node)
        if scope is None:
            scope = Scope(kind, node, parent)
            parent.children.append(scope)
            self.scopes[node] = scope
            if isinstance(node, (cst.FunctionDef, cst.Lambda)):
                self._deferred.append((node, scope))
        return scope

    def binding(self, target: Node, name: str, kind: str, scope: Scope, **more: object) -> Binding:
        """The binding that this target makes, the same one at each visit."""
        key = (id(target), name)
        known = self._known.get(key)
        if known is None:
            known = Binding(name, kind, target, scope, **more)  # type: ignore[arg-type]
            if known.value is not None:
                known.depends = frozenset(free_names(known.value))
            self._known[key] = known
            self.binding_of_target[target] = known
            owner = scope
            if name in scope.global_names:
                owner = scope.module_scope()
            elif name in scope.nonlocal_names:
                owner = self._nonlocal_owner(scope, name)
            if owner is not scope:
                owner.bound_from_inside.add(name)
            owner.bindings.setdefault(name, []).append(known)
        return known

    @staticmethod
    def _nonlocal_owner(scope: Scope, name: str) -> Scope:
        above = scope.parent
        while above is not None and above.parent is not None:
            if above.kind in ("function", "lambda") and name in above.bindings:
                return above
            above = above.parent
        return scope

    def _run_function(self, function: Function, scope: Scope) -> None:
        walker = _Walker(self, scope)
        environment: Environment = {}
        for param in parameters_of(function):
            annotation = param.annotation.annotation if param.annotation is not None else None
            binding = self.binding(param, param.name.value, PARAMETER, scope, annotation=annotation, statement=function)
            environment[param.name.value] = Slot(frozenset((binding,)))
        if isinstance(function, cst.Lambda):
            walker.expression(function.body, environment)
        else:
            walker.declare(function.body)
            walker.suite(function.body, environment)

    def _link(self) -> None:
        """Resolve names of outer functions now that all bindings are known; fill ``uses``."""
        for name, scope in self.scope_of_name.items():
            slot = self.slots.get(name)
            owner = self._owner(name.value, scope)
            if slot is None:
                if owner is None:
                    continue
                slot = Slot(frozenset(owner.bindings[name.value]), stale=True, captured=True)
            elif owner is not None and name.value in owner.bound_from_inside:
                slot = Slot(frozenset(owner.bindings[name.value]), stale=True, captured=True)
            self.slots[name] = slot
            for binding in slot.bindings:
                binding.uses.append(name)
        for binding in self._known.values():
            binding.uses.sort(key=lambda use: self.tree.inner_span(use)[0])

    @staticmethod
    def _owner(name: str, scope: Scope) -> Scope | None:
        if name in scope.function_scope().global_names:
            scope = scope.module_scope()
        first = True
        above: Scope | None = scope
        while above is not None:
            if name in above.bindings and (above.kind != "class" or first):
                return above
            first = first and above.kind == "comprehension"
            above = above.parent
        return None


class ProgramBindings(Bindings):
    """The bindings of several documents, each walked by itself, under the questions that one answers."""

    def __init__(self, tree: Program, parts: Sequence[Bindings]) -> None:
        """``parts`` are those of the program's documents, in their order."""
        self.tree = tree
        self._parts = dict(zip(tree.documents, parts, strict=True))
        self.module = parts[0].module
        self.slots, self.scope_of_name, self.scopes, self.binding_of_target = {}, {}, {}, {}
        self.stars = []
        for part in parts:
            self.slots.update(part.slots)
            self.scope_of_name.update(part.scope_of_name)
            self.scopes.update(part.scopes)
            self.binding_of_target.update(part.binding_of_target)

    def module_scope(self, node: Node) -> Scope:
        """The scope of the module that the node stands in."""
        return self._parts[self.tree.document_of(node)].module

    def of_document(self, document: Tree) -> Bindings:
        """The bindings of one document."""
        return self._parts[document]


def bindings_of(tree: Tree, known: dict[Tree, Bindings]) -> Bindings:
    """The bindings of a tree or program; ``known`` keeps those of documents from one round to the next."""
    for document in tree.documents:
        if document not in known:
            known[document] = Bindings(document)
    parts = [known[document] for document in tree.documents]
    return ProgramBindings(tree, parts) if isinstance(tree, Program) else parts[0]


def parameters_of(function: Function) -> list[cst.Param]:
    """All parameters, in the order of the signature."""
    params = function.params
    found = [*params.posonly_params, *params.params]
    if isinstance(params.star_arg, cst.Param):
        found.append(params.star_arg)
    found.extend(params.kwonly_params)
    if params.star_kwarg is not None:
        found.append(params.star_kwarg)
    return found


_PLAIN = frozenset(
    {cst.Call, cst.SimpleString, cst.Integer, cst.Float, cst.Comparison, cst.ComparisonTarget, cst.Subscript}
    | {cst.SubscriptElement, cst.Index, cst.BinaryOperation, cst.UnaryOperation, cst.List, cst.Tuple, cst.Dict}
    | {cst.Element, cst.DictElement, cst.FormattedString, cst.FormattedStringText, cst.FormattedStringExpression}
)
"""Expressions that bind nothing and are evaluated whole: most of all, so they are not asked what else they are."""


class _Walker:
    """Walks the code of one scope in the order of execution."""

    def __init__(self, owner: Bindings, scope: Scope) -> None:
        self.owner = owner
        self.scope = scope
        self.loops: list[_Loop] = []
        self.tries: list[Environment] = []
        self.statement: Node | None = None

    # -- statements -------------------------------------------------------------------------

    def declare(self, node: Node) -> None:
        """Find ``global`` and ``nonlocal`` before the first binding."""
        stack = [node] if self.owner.tree.every(cst.Global, cst.Nonlocal) else []
        while stack:
            top = stack.pop()
            if isinstance(top, cst.Global):
                self.scope.global_names |= {item.name.value for item in top.names}
            elif isinstance(top, cst.Nonlocal):
                self.scope.nonlocal_names |= {item.name.value for item in top.names}
            if top is node or not isinstance(top, (cst.FunctionDef, cst.ClassDef, cst.Lambda)):
                stack.extend(children(top))

    def suite(self, suite: cst.BaseSuite, env: Environment | None) -> Environment | None:
        if isinstance(suite, cst.SimpleStatementSuite):
            return self.small_statements(suite.body, env)
        return self.run_block(suite.body, env)

    def run_block(self, body: Sequence[Node], env: Environment | None) -> Environment | None:
        for statement in body:
            if isinstance(statement, cst.SimpleStatementLine):
                env = self.small_statements(statement.body, env)
            else:
                self.statement = statement
                env = self.compound(statement, env)
        return env

    def small_statements(self, body: Sequence[Node], env: Environment | None) -> Environment | None:
        for statement in body:
            self.statement = statement
            env = self.small(statement, env)
        return env

    def small(self, node: Node, env: Environment | None) -> Environment | None:
        # Code after a return is walked too (env None means: never reached), so that its names are known.
        live = env is not None
        env = env if env is not None else {}
        after: Environment | None = env
        if isinstance(node, cst.Assign):
            self.expression(node.value, env)
            for target in node.targets:
                self.target(target.target, env, ASSIGN, node.value, ())
        elif isinstance(node, cst.AnnAssign):
            self.expression(node.annotation.annotation, env)
            if node.value is not None:
                self.expression(node.value, env)
            if node.value is not None or not isinstance(node.target, cst.Name):
                self.target(node.target, env, ASSIGN, node.value, (), node.annotation.annotation)
        elif isinstance(node, cst.AugAssign):
            self.expression(node.value, env)
            if isinstance(node.target, cst.Name):
                self.read(node.target, env)
                self.bind(node.target, node.target.value, env, OPAQUE)
            else:
                self.expression(node.target, env)
        elif isinstance(node, cst.Return):
            if node.value is not None:
                self.expression(node.value, env)
            after = None
        elif isinstance(node, cst.Raise):
            if node.exc is not None:
                self.expression(node.exc, env)
            if node.cause is not None:
                self.expression(node.cause.item, env)
            after = None
        elif isinstance(node, cst.Break):
            if self.loops and live:
                self.loops[-1].breaks.append(dict(env))
            after = None
        elif isinstance(node, cst.Continue):
            if self.loops and live:
                self.loops[-1].continues.append(dict(env))
            after = None
        elif isinstance(node, cst.Assert):
            self.expression(node.test, env)
            if node.msg is not None:
                self.expression(node.msg, self.narrow(env, node.test, False))
            after = self.narrow(env, node.test, True)
        elif isinstance(node, cst.Del):
            self.delete(node.target, env)
        elif isinstance(node, (cst.Import, cst.ImportFrom)):
            self.import_names(node, env)
        elif isinstance(node, (cst.Global, cst.Nonlocal, cst.Pass)):
            pass
        else:
            for child in children(node):
                if isinstance(child, Expression):
                    self.expression(child, env)
                elif isinstance(child, cst.Name):
                    self.read(child, env)
        return after if live else None

    def delete(self, target: Node, env: Environment) -> None:
        if isinstance(target, cst.Name):
            self.read(target, env)
            self.bind(target, target.value, env, OPAQUE)
        elif isinstance(target, cst.Tuple):
            for element in target.elements:
                self.delete(element.value, env)
        elif isinstance(target, Expression):
            self.expression(target, env)

    def import_names(self, node: cst.Import | cst.ImportFrom, env: Environment) -> None:
        prefix = ""
        if isinstance(node, cst.ImportFrom):
            prefix = "." * len(node.relative) + (_dotted(node.module) if node.module is not None else "")
        if isinstance(node.names, cst.ImportStar):
            self.owner.stars.append(prefix)
            return
        if isinstance(node, cst.ImportFrom):
            prefix += "" if not prefix or prefix.endswith(".") else "."
        for alias in node.names:
            dotted = _dotted(alias.name)
            if alias.asname is not None:
                name = name_of(alias.asname.name) or ""
                full = prefix + dotted
            elif isinstance(node, cst.ImportFrom):
                name, full = dotted, prefix + dotted
            else:
                name = full = dotted.split(".")[0]
            self.bind(alias, name, env, IMPORT, dotted=full)

    def compound(self, node: Node, env: Environment | None) -> Environment | None:
        if isinstance(node, cst.If):
            return self.if_statement(node, env)
        if isinstance(node, cst.For):
            return self.for_statement(node, env)
        if isinstance(node, cst.While):
            return self.while_statement(node, env)
        if isinstance(node, (cst.Try, cst.TryStar)):
            return self.try_statement(node, env)
        if isinstance(node, cst.With):
            return self.with_statement(node, env)
        if isinstance(node, cst.FunctionDef):
            return self.function_statement(node, env)
        if isinstance(node, cst.ClassDef):
            return self.class_statement(node, env)
        if isinstance(node, cst.Match):
            return self.match_statement(node, env)
        return env

    def if_statement(self, node: cst.If, env: Environment | None) -> Environment | None:
        live = env is not None
        env = env if env is not None else {}
        self.expression(node.test, env)
        then = self.suite(node.body, self.narrow(env, node.test, True) if live else None)
        other: Environment | None = self.narrow(env, node.test, False) if live else None
        if isinstance(node.orelse, cst.If):
            other = self.if_statement(node.orelse, other)
        elif isinstance(node.orelse, cst.Else):
            other = self.suite(node.orelse.body, other)
        return _join((then, other))

    def for_statement(self, node: cst.For, env: Environment | None) -> Environment | None:
        live = env is not None
        start = env if env is not None else {}
        self.expression(node.iter, start)
        loop = _Loop()
        self.loops.append(loop)
        head = dict(start)
        while True:
            body_env = dict(head)
            self.statement = node
            self.target(node.target, body_env, ELEMENT, node.iter, ())
            after = self.suite(node.body, body_env)
            again = _join((head, after, *loop.continues)) or head
            if again == head:
                break
            head = again
        self.loops.pop()
        end: Environment | None = head
        if node.orelse is not None:
            end = self.suite(node.orelse.body, dict(head))
        return _join((end, *loop.breaks)) if live else None

    def while_statement(self, node: cst.While, env: Environment | None) -> Environment | None:
        live = env is not None
        head = dict(env) if env is not None else {}
        loop = _Loop()
        self.loops.append(loop)
        while True:
            start = dict(head)
            self.expression(node.test, start)
            after = self.suite(node.body, self.narrow(start, node.test, True))
            again = _join((head, after, *loop.continues)) or head
            if again == head:
                break
            head = again
        self.loops.pop()
        end: Environment | None = self.narrow(start, node.test, False)
        if name_of(node.test) == "True":
            end = None
        if node.orelse is not None:
            end = self.suite(node.orelse.body, end)
        return _join((end, *loop.breaks)) if live else None

    def try_statement(self, node: cst.Try | cst.TryStar, env: Environment | None) -> Environment | None:
        live = env is not None
        start = env if env is not None else {}
        seen = {name: replace(slot, not_none=False) for name, slot in start.items()}
        self.tries.append(seen)
        after = self.suite(node.body, dict(start) if live else None)
        self.tries.pop()
        ends: list[Environment | None] = []
        if node.orelse is not None:
            ends.append(self.suite(node.orelse.body, after))
        else:
            ends.append(after)
        inner: list[Environment] = [seen]
        for handler in node.handlers:
            handler_env = dict(seen)
            if handler.type is not None:
                self.expression(handler.type, handler_env)
            if handler.name is not None and isinstance(handler.name.name, cst.Name):
                self.bind(handler.name.name, handler.name.name.value, handler_env, OPAQUE)
            if node.finalbody is not None:
                self.tries.append(seen)
            ends.append(self.suite(handler.body, handler_env if live else None))
            if node.finalbody is not None:
                self.tries.pop()
        result = _join(ends)
        if node.finalbody is not None:
            final_env = self.suite(node.finalbody.body, _join((*inner, result)))
            if result is not None:
                result = final_env
        return result if live else None

    def with_statement(self, node: cst.With, env: Environment | None) -> Environment | None:
        live = env is not None
        start = env if env is not None else {}
        # A context manager may swallow an exception: what follows may see any state of the body.
        seen = dict(start)
        for item in node.items:
            self.expression(item.item, start)
            if item.asname is not None:
                self.target(item.asname.name, start, ENTER, item.item, ())
        seen.update({name: replace(slot, not_none=False) for name, slot in start.items()})
        self.tries.append(seen)
        after = self.suite(node.body, dict(start) if live else None)
        self.tries.pop()
        if not live:
            return None
        if after is None and not any(_may_swallow(item.item) for item in node.items):
            return None
        return _join((after, seen)) if any(_may_swallow(item.item) for item in node.items) else after

    def function_statement(self, node: cst.FunctionDef, env: Environment | None) -> Environment | None:
        live = env if env is not None else {}
        for decorator in node.decorators:
            self.expression(decorator.decorator, live)
        self.signature(node, live)
        self.owner.new_scope("function", node, self.scope)
        self.bind(node, node.name.value, live, FUNCTION)
        return env

    def signature(self, node: Function, env: Environment) -> None:
        for param in parameters_of(node):
            if param.default is not None:
                self.expression(param.default, env)
            if param.annotation is not None:
                self.expression(param.annotation.annotation, env)
        if isinstance(node, cst.FunctionDef) and node.returns is not None:
            self.expression(node.returns.annotation, env)

    def class_statement(self, node: cst.ClassDef, env: Environment | None) -> Environment | None:
        live = env if env is not None else {}
        for decorator in node.decorators:
            self.expression(decorator.decorator, live)
        for arg in (*node.bases, *node.keywords):
            self.expression(arg.value, live)
        scope = self.owner.new_scope("class", node, self.scope)
        inner = _Walker(self.owner, scope)
        inner.declare(node.body)
        # The body runs at once and sees the names around it; what it binds stays inside.
        inner.suite(node.body, dict(live))
        self.bind(node, node.name.value, live, CLASS)
        return env

    def match_statement(self, node: cst.Match, env: Environment | None) -> Environment | None:
        live = env is not None
        start = env if env is not None else {}
        self.expression(node.subject, start)
        ends: list[Environment | None] = [start]
        for case in node.cases:
            case_env = dict(start)
            for below in _pattern_names(case.pattern):
                self.bind(below, below.value, case_env, OPAQUE)
            if case.guard is not None:
                self.expression(case.guard, case_env)
            ends.append(self.suite(case.body, case_env if live else None))
        return _join(ends) if live else None

    # -- binding ----------------------------------------------------------------------------

    def target(
        self,
        target: Node,
        env: Environment,
        kind: str,
        value: Expression | None,
        path: tuple[int, ...] | None,
        annotation: Expression | None = None,
    ) -> None:
        if isinstance(target, cst.Name):
            self.bind(target, target.value, env, kind, value=value, path=path, annotation=annotation)
        elif isinstance(target, (cst.Tuple, cst.List)):
            starred = any(isinstance(element, cst.StarredElement) for element in target.elements)
            for index, element in enumerate(target.elements):
                deeper = None if path is None or starred else (*path, index)
                self.target(element.value, env, kind, value, deeper)
        elif isinstance(target, Expression):
            self.expression(target, env)

    def bind(self, target: Node, name: str, env: Environment, kind: str, **more: object) -> None:
        binding = self.owner.binding(target, name, kind, self.scope, statement=self.statement, **more)
        for other, slot in env.items():
            if not slot.stale:
                for known in slot.bindings:
                    if name in known.depends:
                        env[other] = replace(slot, stale=True)
                        break
        env[name] = Slot(frozenset((binding,)), stale=name in binding.depends)
        for seen in self.tries:
            for key, slot in env.items():
                known_slot = seen.get(key)
                plain = replace(slot, not_none=False)
                seen[key] = _maybe(plain) if known_slot is None else _join_slots(known_slot, plain)

    # -- expressions ------------------------------------------------------------------------

    def read(self, node: cst.Name, env: Environment) -> None:
        self.scope.reads.add(node.value)
        scope = self.scope
        self.owner.scope_of_name[node] = scope
        if node.value in scope.global_names or node.value in scope.nonlocal_names:
            return
        slot = env.get(node.value)
        if slot is None:
            return
        known = self.owner.slots.get(node)
        self.owner.slots[node] = slot if known is None else _join_slots(known, slot)

    def expression(self, node: Node, env: Environment) -> None:
        if type(node) in _PLAIN:
            for child in children(node):
                self.expression(child, env)
        elif isinstance(node, cst.Name):
            self.read(node, env)
        elif isinstance(node, (cst.Attribute, cst.Arg)):
            self.expression(node.value, env)
        elif isinstance(node, cst.NamedExpr):
            self.expression(node.value, env)
            if isinstance(node.target, cst.Name):
                self.walrus(node.target, env, node.value)
        elif isinstance(node, cst.BooleanOperation):
            self.expression(node.left, env)
            true_side = isinstance(node.operator, cst.And)
            # What only the right side binds is bound for sure only there: joining keeps both ways.
            right = self.narrow(env, node.left, true_side)
            self.expression(node.right, right)
            self.merge(env, right)
        elif isinstance(node, cst.IfExp):
            self.expression(node.test, env)
            yes, no = self.narrow(env, node.test, True), self.narrow(env, node.test, False)
            self.expression(node.body, yes)
            self.expression(node.orelse, no)
            self.merge(env, yes)
            self.merge(env, no)
        elif isinstance(node, cst.Lambda):
            self.signature(node, env)
            self.owner.new_scope("lambda", node, self.scope)
        elif isinstance(node, COMPREHENSIONS):
            self.comprehension(node, env)
        else:
            for child in children(node):
                self.expression(child, env)

    @staticmethod
    def merge(env: Environment, other: Environment) -> None:
        for name, slot in other.items():
            known = env.get(name)
            if known is None:
                env[name] = _maybe(slot)
            elif known.bindings != slot.bindings or known.stale != slot.stale:
                env[name] = _join_slots(known, slot)

    def walrus(self, target: cst.Name, env: Environment, value: Expression) -> None:
        holder = self
        if self.scope.kind == "comprehension":
            holder = _Walker(self.owner, self.scope.function_scope())
            holder.tries, holder.statement = self.tries, self.statement
        holder.bind(target, target.value, env, ASSIGN, value=value, path=())

    def comprehension(self, node: Comprehension, env: Environment) -> None:
        scope = self.owner.new_scope("comprehension", node, self.scope)
        inner = _Walker(self.owner, scope)
        inner.tries, inner.statement = self.tries, self.statement
        clause: cst.CompFor | None = node.for_in
        self.expression(node.for_in.iter, env)
        # A comprehension in a class body does not see the names of the class.
        inside = dict(env) if self.scope.kind != "class" else {}
        first = True
        while clause is not None:
            if not first:
                inner.expression(clause.iter, inside)
            inner.target(clause.target, inside, ELEMENT, clause.iter, ())
            for condition in clause.ifs:
                inner.expression(condition.test, inside)
                inside = inner.narrow(inside, condition.test, True)
            first = False
            clause = clause.inner_for_in
        for result in comp_results(node):
            inner.expression(result, inside)
        # `:=` inside binds outside.
        for name, slot in inside.items():
            if any(binding.scope is not scope and binding.kind == ASSIGN for binding in slot.bindings):
                known = env.get(name)
                if known != slot:
                    env[name] = _maybe(slot) if known is None else _join_slots(known, slot)

    # -- what a test proves -----------------------------------------------------------------

    def narrow(self, env: Environment, test: Node, truth: bool) -> Environment:
        names = _proven_not_none(test, truth)
        result = dict(env)
        for name in names:
            slot = result.get(name)
            if slot is not None and not slot.not_none:
                result[name] = replace(slot, not_none=True)
        return result


def _proven_not_none(test: Node, truth: bool) -> set[str]:
    """Names that are not None where the test came out as ``truth``."""
    if isinstance(test, cst.NamedExpr):
        test = test.target
    if isinstance(test, cst.Name):
        return {test.value} if truth else set()
    if isinstance(test, cst.UnaryOperation) and isinstance(test.operator, cst.Not):
        return _proven_not_none(test.expression, not truth)
    if isinstance(test, cst.BooleanOperation):
        left, right = _proven_not_none(test.left, truth), _proven_not_none(test.right, truth)
        both = isinstance(test.operator, cst.And) == truth
        return left | right if both else left & right
    compared = comparison_of(test)
    if compared is not None:
        left_side, operator, right_side = compared
        if isinstance(left_side, cst.NamedExpr):
            left_side = left_side.target
        name = name_of(left_side)
        if name is not None and is_none(right_side):
            if isinstance(operator, (cst.IsNot, cst.NotEqual)):
                return {name} if truth else set()
            if isinstance(operator, (cst.Is, cst.Equal)):
                return {name} if not truth else set()
    return set()


def _may_swallow(manager: Expression) -> bool:
    """Whether a context manager may end an exception; only the well-known ones are trusted not to."""
    if isinstance(manager, cst.Call):
        callee = manager.func
        name = callee.attr.value if isinstance(callee, cst.Attribute) else name_of(callee)
        return name not in ("open", "start_run", "TemporaryDirectory", "NamedTemporaryFile", "patch", "object")
    return True


def _dotted(node: Node) -> str:
    if isinstance(node, cst.Attribute):
        return f"{_dotted(node.value)}.{node.attr.value}"
    return name_of(node) or ""


def _pattern_names(node: Node) -> list[cst.Name]:
    found: list[cst.Name] = []
    stack = [node]
    while stack:
        top = stack.pop()
        if isinstance(top, (cst.MatchAs, cst.MatchStar)) and isinstance(top.name, cst.Name):
            found.append(top.name)
        if isinstance(top, cst.MatchMapping) and isinstance(top.rest, cst.Name):
            found.append(top.rest)
        stack.extend(children(top))
    return found

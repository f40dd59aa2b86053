"""Reaching definitions: a structured walk of one module in the order of execution.

An environment maps each name to the bindings that may have made it what it is, branches are joined, loops run to a
fixed point, exceptions may leave a ``try`` body after any binding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import libcst as cst

from rundata_migrate.flow.bindings import (
    ASSIGN,
    CLASS,
    ELEMENT,
    ENTER,
    FUNCTION,
    IMPORT,
    OPAQUE,
    PARAMETER,
    Bindings,
    ProgramBindings,
    Scope,
    Slot,
    parameters_of,
)
from rundata_migrate.flow.environments import Environment, is_same, join, join_slots, maybe, merge, narrowed
from rundata_migrate.program import Program
from rundata_migrate.syntax import (
    COMPREHENSIONS,
    Comprehension,
    Expression,
    Function,
    Node,
    Tree,
    children,
    comp_results,
    last_name,
    name_of,
)


def bindings_of(tree: Tree, known: dict[Tree, Bindings]) -> Bindings:
    """The bindings of a tree or program; ``known`` keeps those of documents from one round to the next."""
    for document in tree.documents:
        if document not in known:
            known[document] = bindings_of_document(document)
    parts = [known[document] for document in tree.documents]
    return ProgramBindings(tree, parts) if isinstance(tree, Program) else parts[0]


def bindings_of_document(tree: Tree) -> Bindings:
    """The bindings of one document: first its own code, then that of its functions, which run later."""
    bindings = Bindings(tree)
    _Walker(bindings, bindings.module).run_block(tree.module.body, {})
    for function, scope in bindings.functions:  # more are met on the way
        _run_function(bindings, function, scope)
    bindings.link()
    return bindings


def _run_function(bindings: Bindings, function: Function, scope: Scope) -> None:
    walker = _Walker(bindings, scope)
    environment: Environment = {}
    for param in parameters_of(function):
        annotation = param.annotation.annotation if param.annotation is not None else None
        binding = bindings.binding(param, param.name.value, PARAMETER, scope, annotation=annotation, statement=function)
        environment[param.name.value] = Slot(frozenset((binding,)))
    if isinstance(function, cst.Lambda):
        walker.expression(function.body, environment)
    else:
        walker.declare(function.body)
        walker.suite(function.body, environment)


@dataclass
class _Loop:
    breaks: list[Environment] = field(default_factory=list)
    continues: list[Environment] = field(default_factory=list)


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
                env = _COMPOUND[type(statement)](self, statement, env)
        return env

    def small_statements(self, body: Sequence[Node], env: Environment | None) -> Environment | None:
        for statement in body:
            self.statement = statement
            env = self.small(statement, env)
        return env

    def small(self, node: Node, env: Environment | None) -> Environment | None:
        # Code after a return is walked too (env None means: never reached), so that its names are known.
        after = _SMALL.get(type(node), _Walker.parts)(self, node, {} if env is None else env)
        if isinstance(node, _LOOP_ENDS) and self.loops and env is not None:
            loop = self.loops[-1]
            (loop.breaks if isinstance(node, cst.Break) else loop.continues).append(dict(env))
        return after if env is not None else None

    def assign(self, node: cst.Assign, env: Environment) -> Environment:
        self.expression(node.value, env)
        for target in node.targets:
            self.target(target.target, env, ASSIGN, node.value, ())
        return env

    def annotated(self, node: cst.AnnAssign, env: Environment) -> Environment:
        self.expression(node.annotation.annotation, env)
        if node.value is not None:
            self.expression(node.value, env)
        if node.value is not None or not isinstance(node.target, cst.Name):
            self.target(node.target, env, ASSIGN, node.value, (), node.annotation.annotation)
        return env

    def augmented(self, node: cst.AugAssign, env: Environment) -> Environment:
        self.expression(node.value, env)
        if isinstance(node.target, cst.Name):
            self.read(node.target, env)
            self.bind(node.target, node.target.value, env, OPAQUE)
        else:
            self.expression(node.target, env)
        return env

    def leave(self, node: cst.Return | cst.Raise | cst.Break | cst.Continue, env: Environment) -> None:
        """What stands behind it is never reached."""
        self.parts(node, env)

    def asserted(self, node: cst.Assert, env: Environment) -> Environment:
        self.expression(node.test, env)
        if node.msg is not None:
            self.expression(node.msg, narrowed(env, node.test, False))
        return narrowed(env, node.test, True)

    def parts(self, node: Node, env: Environment) -> Environment:
        for child in children(node):
            if isinstance(child, cst.From):
                child = child.item
            if isinstance(child, Expression):
                self.expression(child, env)
        return env

    def nothing(self, node: Node, env: Environment) -> Environment:
        return env

    def deleted(self, node: cst.Del, env: Environment) -> Environment:
        self.delete(node.target, env)
        return env

    def delete(self, target: Node, env: Environment) -> None:
        if isinstance(target, cst.Name):
            self.read(target, env)
            self.bind(target, target.value, env, OPAQUE)
        elif isinstance(target, cst.Tuple):
            for element in target.elements:
                self.delete(element.value, env)
        elif isinstance(target, Expression):
            self.expression(target, env)

    def import_names(self, node: cst.Import | cst.ImportFrom, env: Environment) -> Environment:
        prefix = ""
        if isinstance(node, cst.ImportFrom):
            prefix = "." * len(node.relative) + (_dotted(node.module) if node.module is not None else "")
        if isinstance(node.names, cst.ImportStar):
            self.owner.stars.append(prefix)
            return env
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
        return env

    def if_statement(self, node: cst.If, env: Environment | None) -> Environment | None:
        live = env is not None
        env = env if env is not None else {}
        self.expression(node.test, env)
        then = self.suite(node.body, narrowed(env, node.test, True) if live else None)
        other: Environment | None = narrowed(env, node.test, False) if live else None
        if isinstance(node.orelse, cst.If):
            other = self.if_statement(node.orelse, other)
        elif isinstance(node.orelse, cst.Else):
            other = self.suite(node.orelse.body, other)
        return join((then, other))

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
            again = join((head, after, *loop.continues)) or head
            if is_same(again, head):
                break
            head = again
        self.loops.pop()
        end: Environment | None = head
        if node.orelse is not None:
            end = self.suite(node.orelse.body, dict(head))
        return join((end, *loop.breaks)) if live else None

    def while_statement(self, node: cst.While, env: Environment | None) -> Environment | None:
        live = env is not None
        head = dict(env) if env is not None else {}
        loop = _Loop()
        self.loops.append(loop)
        while True:
            start = dict(head)
            self.expression(node.test, start)
            after = self.suite(node.body, narrowed(start, node.test, True))
            again = join((head, after, *loop.continues)) or head
            if is_same(again, head):
                break
            head = again
        self.loops.pop()
        end: Environment | None = narrowed(start, node.test, False)
        if name_of(node.test) == "True":
            end = None
        if node.orelse is not None:
            end = self.suite(node.orelse.body, end)
        return join((end, *loop.breaks)) if live else None

    def try_statement(self, node: cst.Try | cst.TryStar, env: Environment | None) -> Environment | None:
        live = env is not None
        start = env if env is not None else {}
        seen = {name: replace(slot, not_none=False) for name, slot in start.items()}
        self.tries.append(seen)
        after = self.suite(node.body, dict(start) if live else None)
        self.tries.pop()
        ends: list[Environment | None] = [after]
        inner: list[Environment] = [seen]
        if node.orelse is not None:
            inner.append(dict(after or start))  # the ``finally`` may come after any binding in it
            self.tries.append(inner[-1])
            ends = [self.suite(node.orelse.body, after)]
            self.tries.pop()
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
        result = join(ends)
        if node.finalbody is not None:
            final_env = self.suite(node.finalbody.body, join((*inner, result)))
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
        return join((after, seen)) if any(_may_swallow(item.item) for item in node.items) else after

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
                is_whole = isinstance(case.pattern, cst.MatchAs) and below is case.pattern.name
                kind, path = (ASSIGN, ()) if is_whole else (OPAQUE, None)
                self.bind(below, below.value, case_env, kind, value=node.subject, path=path)
            if case.guard is not None:
                self.expression(case.guard, case_env)
            ends.append(self.suite(case.body, case_env if live else None))
        return join(ends) if live else None

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
        for other in self.owner.dependents.get(name, ()):
            slot = env.get(other)
            if slot is not None and not slot.stale and any(name in known.depends for known in slot.bindings):
                env[other] = replace(slot, stale=True)
        env[name] = Slot(frozenset((binding,)), stale=name in binding.depends)
        for seen in self.tries:
            for key, slot in env.items():
                known_slot = seen.get(key)
                plain = replace(slot, not_none=False)
                seen[key] = maybe(plain) if known_slot is None else join_slots(known_slot, plain)

    # -- expressions ------------------------------------------------------------------------

    def read(self, node: cst.Name, env: Environment) -> None:
        scope = self.owner.scope_of_name[node] = self.scope
        scope.reads.add(node.value)
        if node.value in scope.global_names or node.value in scope.nonlocal_names:
            return
        slot = env.get(node.value)
        if slot is None:
            return
        known = self.owner.slots.get(node)
        self.owner.slots[node] = slot if known is None else join_slots(known, slot)

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
            right = narrowed(env, node.left, true_side)
            self.expression(node.right, right)
            merge(env, right)
        elif isinstance(node, cst.IfExp):
            self.expression(node.test, env)
            yes, no = narrowed(env, node.test, True), narrowed(env, node.test, False)
            self.expression(node.body, yes)
            self.expression(node.orelse, no)
            merge(env, yes)
            merge(env, no)
        elif isinstance(node, cst.Lambda):
            self.signature(node, env)
            self.owner.new_scope("lambda", node, self.scope)
        elif isinstance(node, COMPREHENSIONS):
            self.comprehension(node, env)
        else:
            for child in children(node):
                self.expression(child, env)

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
                inside = narrowed(inside, condition.test, True)
            first = False
            clause = clause.inner_for_in
        for result in comp_results(node):
            inner.expression(result, inside)
        # `:=` inside binds outside.
        for name, slot in inside.items():
            if any(binding.scope is not scope and binding.kind == ASSIGN for binding in slot.bindings):
                known = env.get(name)
                if known != slot:
                    env[name] = maybe(slot) if known is None else join_slots(known, slot)


_SMALL: dict[type[Node], Callable[[_Walker, Any, Environment], Environment | None]] = {
    cst.Assign: _Walker.assign,
    cst.AnnAssign: _Walker.annotated,
    cst.AugAssign: _Walker.augmented,
    **dict.fromkeys((cst.Return, cst.Raise, cst.Break, cst.Continue), _Walker.leave),
    cst.Assert: _Walker.asserted,
    cst.Del: _Walker.deleted,
    **dict.fromkeys((cst.Import, cst.ImportFrom), _Walker.import_names),
    **dict.fromkeys((cst.Global, cst.Nonlocal, cst.Pass), _Walker.nothing),
}
"""How a simple statement changes what names hold; of others their parts are evaluated."""

_LOOP_ENDS = (cst.Break, cst.Continue)

_COMPOUND: dict[type[Node], Callable[[_Walker, Any, Environment | None], Environment | None]] = {
    cst.If: _Walker.if_statement,
    cst.For: _Walker.for_statement,
    cst.While: _Walker.while_statement,
    **dict.fromkeys((cst.Try, cst.TryStar), _Walker.try_statement),
    cst.With: _Walker.with_statement,
    cst.FunctionDef: _Walker.function_statement,
    cst.ClassDef: _Walker.class_statement,
    cst.Match: _Walker.match_statement,
}


def _may_swallow(manager: Expression) -> bool:
    """Whether a context manager may end an exception; only the well-known ones are trusted not to."""
    if isinstance(manager, cst.Call):
        callee = manager.func
        name = last_name(callee)
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

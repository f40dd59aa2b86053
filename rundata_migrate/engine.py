"""One document: text in; findings, edits and new text out.

Sites are found, each rule is asked, the fixes that may be applied and do not overlap are applied, and the
new text goes the same way again until nothing changes. What a fix leads to is checked before it is kept.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst

from rundata_migrate import depth, suppressions
from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import (
    Confidence,
    DocumentResult,
    Edit,
    EngineOptions,
    Finding,
    Fix,
    Place,
    Safety,
)
from rundata_migrate.flow.bindings import IMPORT, PARAMETER, Bindings
from rundata_migrate.flow.lattice import CONTAINER, ENTITY, MIXED
from rundata_migrate.flow.values import Values
from rundata_migrate.rules import modules
from rundata_migrate.syntax import Expression, Node, NotAsItWasError, Tree, attribute_of
from rundata_migrate.translate.context import NOTHING_TO_SAY, Context, Outcome, Site
from rundata_migrate.translate.fresh import FreshNames

MAX_ROUNDS = 10
_SITE_NODES = (cst.Name, cst.Attribute, cst.Call, cst.IfExp, cst.BooleanOperation, cst.Subscript, cst.NamedExpr)


def migrate_text(text: str, path: str, options: EngineOptions) -> DocumentResult:
    """Analyse one Python document and apply the fixes that ``options`` allows.

    Args:
        text: the decoded text, its line ends as they are.
        path: what to call it in findings.
        options: which rules, which fixes.

    What cannot be parsed becomes a finding; nothing is raised for the user's text.
    """
    top = Place(1, 1, 1, 1)
    try:
        depth.parse(text)
        tree = Tree(text)
        old_except = _OLD_EXCEPT.search(text)
        if old_except is not None and not _compiles(text):
            # libcst takes it for the form that Python 3.14 has without parentheses
            place = Place(*tree.line_column(old_except.start(1)), *tree.line_column(old_except.end(1)))
            return DocumentResult(path, (_error(path, place, "RD901", "Python 2 cannot be migrated"),))
        return _Document(tree, path, options).migrate()
    except cst.ParserSyntaxError as error:
        return DocumentResult(path, (_syntax_finding(text, path, error),))
    except NotAsItWasError as error:
        return DocumentResult(path, (_error(path, top, "RD900", str(error)),))
    except Exception as error:
        if depth.is_too_deep(error):
            return DocumentResult(path, (_error(path, top, "RD905", depth.MESSAGE),))
        raise


@dataclass
class _Planned:
    """One outcome of a round, with the finding that it makes."""

    outcome: Outcome
    finding: Finding
    applied: bool = False


@dataclass
class _Document:
    tree: Tree
    path: str
    options: EngineOptions
    fixed: list[Finding] = field(default_factory=list)
    maps: list[list[Edit]] = field(default_factory=list)
    """The edits of each round so far, to find an old place from a new one."""
    withdrawn: set[tuple[str, int]] = field(default_factory=set)
    is_legacy: bool = False
    """Some site here is old style for sure: what could be either is worth a word."""

    values: Values = field(init=False)

    def __post_init__(self) -> None:
        self.original = self.tree
        self.suppressions = suppressions.parse(self.tree.text, self.path)

    def migrate(self) -> DocumentResult:
        planned = self._plan(self.tree)
        # What may be new style is judged on the text as it was: what a fix has written is new style.
        doubtful = [one for one in planned if not one.outcome.definite]
        closed = self.values.closed
        sites = tuple(one.finding for one in planned) if self.options.explain_sites else ()
        rounds = 0
        while any(one.applied for one in planned) and rounds < MAX_ROUNDS:
            self._apply(planned)
            planned = self._plan(self.tree)
            rounds += 1
        for one in planned:
            if one.applied:  # still not done after the last round
                self._withdraw(one)
        if self.options.fallback_shim:
            planned = self._apply_shim(planned)
        left = [self._left(one) for one in planned if not one.applied and one.outcome.definite]
        left += [self._moved(one) for one in doubtful]
        findings = [*self.fixed, *left]
        findings += self.suppressions.unused(lambda code: self._enabled_prefix(code))
        findings.sort(key=lambda one: (one.place.line, one.place.column, one.rule))
        changed = self.tree.text != self.original.text
        return DocumentResult(
            self.path, tuple(findings), self.tree.text if changed else None, sites, tuple(sorted(closed))
        )

    # -- one round --------------------------------------------------------------------------

    def _plan(self, tree: Tree) -> list[_Planned]:
        context = self._context(tree)
        if context is None:
            return []
        taken: list[Edit] = []
        planned: list[_Planned] = []
        for outcome, site in self._outcomes(context):
            finding = self._finding(tree, outcome, site)
            if not self._enabled(outcome.rule) or self.suppressions.matches(finding):
                continue
            if outcome.definite:
                self.is_legacy = True
            one = _Planned(outcome, finding)
            if outcome.is_rewrite and self._may_apply(outcome, tree):
                new = [edit for edit in outcome.edits if edit not in taken]
                if _overlap_among(outcome.edits):
                    self.withdrawn.add((outcome.rule, self._original_offset(outcome.edits[0].start)))
                    planned.append(one)
                    continue
                if not any(_overlap(edit, other) for edit in new for other in taken):
                    taken.extend(new)
                    one.applied = True
                    for name, span in outcome.reserve:
                        context.fresh.reserve([name], span)
            planned.append(one)
        return [one for one in planned if one.outcome.definite or self.is_legacy]

    def _may_apply(self, outcome: Outcome, tree: Tree) -> bool:
        if (outcome.rule, self._original_offset(outcome.edits[0].start)) in self.withdrawn:
            return False
        return outcome.safety is Safety.SAFE or (outcome.safety is Safety.UNSAFE and self.options.unsafe_fixes)

    def _context(self, tree: Tree) -> Context | None:
        names = Bindings(tree)
        values = Values(tree, names, self.options.open_functions)
        self.values = values
        self.is_legacy = self.is_legacy or _reads_entities(tree, values)
        roots = _imported_roots(names)
        here = "mlflow" in roots
        self.imports_mlflow = here
        self.uses_mlflow = here or self.options.project.uses_mlflow
        rival = bool(roots & api.RIVAL_RUN_ROOTS)
        rival = rival or (not here and (self.options.project.uses_rival or bool(roots & api.RIVAL_ROOTS)))
        return Context(tree, names, values, FreshNames(tree, names), rival)

    def _outcomes(self, context: Context) -> Iterable[tuple[Outcome, Site | None]]:
        # In the order of the text: the nodes of a conditional expression are not.
        for site in sorted(self._sites(context), key=lambda one: context.tree.inner_span(one.node)[0]):
            outcome = _decide(site)
            if outcome is not None:
                yield outcome, site
        for module in modules():
            scan = getattr(module, "document_outcomes", None)
            if scan is not None and self.uses_mlflow:
                for outcome in scan(context):
                    yield outcome, None

    def _sites(self, context: Context) -> Iterable[Site]:
        tree = context.tree
        for node in tree.order:
            if not isinstance(node, _SITE_NODES):
                continue
            if isinstance(node, cst.Name) and node not in context.names.slots:
                continue
            if isinstance(node, cst.Attribute) and node.attr.value not in api.CONTAINERS:
                if context.values.of(node.value).kind not in ("instance", "local class"):
                    continue
            value = context.values.of(node)
            if value.kind != CONTAINER and not (value.kind == MIXED and value.container is not None):
                continue
            if value.confidence is not Confidence.PROVEN:
                if not self.uses_mlflow:
                    continue
                if context.rival_is_near and not self.imports_mlflow and not _is_of_parameter(context, node):
                    continue
            if _is_stored(tree, node) or _is_part(context, node):
                continue
            assert isinstance(node, Expression)
            yield Site(context, node, value)

    # -- applying ---------------------------------------------------------------------------

    def _apply(self, planned: list[_Planned]) -> None:
        chosen = [one for one in planned if one.applied]
        tree = self._parsed(chosen)
        if tree is None:
            chosen = self._without_broken(chosen)
            tree = self._parsed(chosen)
            if tree is None:
                return
        self._keep(chosen, tree)

    def _keep(self, chosen: list[_Planned], tree: Tree) -> None:
        for one in chosen:
            self.fixed.append(replace(one.finding, fixed=True))
        self.maps.append(_edits(chosen))
        self.tree = tree

    def _without_broken(self, chosen: list[_Planned]) -> list[_Planned]:
        """The fixes that are fine together; the others are withdrawn and named."""
        kept: list[_Planned] = []
        for one in chosen:
            if self._parsed([*kept, one]) is not None:
                kept.append(one)
                continue
            self._withdraw(one)
        return kept

    def _withdraw(self, one: _Planned) -> None:
        one.applied = False
        self.withdrawn.add((one.outcome.rule, self._original_offset(one.outcome.edits[0].start)))

    def _parsed(self, chosen: list[_Planned]) -> Tree | None:
        """The text with the fixes, parsed; None if they break it."""
        text = apply_edits(self.tree.text, _edits(chosen))
        try:
            tree = Tree(text)
        except (cst.ParserSyntaxError, NotAsItWasError):
            return None
        return tree if _compiles(text) or not _compiles(self.tree.text) else None

    def _apply_shim(self, planned: list[_Planned]) -> list[_Planned]:
        """Hand out the shim's entities at what is left, and import it."""
        chosen = []
        taken: list[Edit] = []
        for one in planned:
            edits = list(one.outcome.shim) if one.outcome.definite else []
            if edits and not any(_overlap(edit, other) for edit in edits for other in taken):
                taken.extend(edits)
                chosen.append(one)
        if not chosen or not _name_is_free(self.tree, "rundata_compat"):
            return planned
        imported = _import_edit(self.tree)
        plans = [
            replace(one, outcome=replace(one.outcome, edits=(*one.outcome.shim, *imported)), applied=True)
            for one in chosen
        ]
        tree = self._parsed(plans)
        if tree is None:
            return planned
        for plan in plans:
            message = "the shim's entities are used here"
            fix = Fix(plan.outcome.edits, Safety.SAFE, message) if not self.maps else None
            plan.finding = replace(plan.finding, message=f"{plan.finding.message}: {message}", fix=fix)
        self._keep(plans, tree)
        return self._plan(self.tree)

    # -- findings ---------------------------------------------------------------------------

    def _finding(self, tree: Tree, outcome: Outcome, site: Site | None) -> Finding:
        node = outcome.node if outcome.node is not None else (site.node if site is not None else None)
        assert node is not None
        start, end = tree.span(node)
        place = self._original_place(start, end)
        fix = None
        message = outcome.message
        if outcome.is_rewrite and not self.maps:
            fix = Fix(outcome.edits, outcome.safety, outcome.message)
        if outcome.reason:
            message = f"{message}: {outcome.reason}" if outcome.safety is not Safety.SAFE else message
        return Finding(
            self.path,
            place,
            outcome.rule,
            outcome.safety,
            message,
            container=site.value.container if site is not None else None,
            confidence=site.value.confidence if site is not None else Confidence.PROVEN,
            why=_chain(tree, site) if site is not None else (),
            fix=fix,
            proposal=outcome.proposal,
            place_after=tree.place(node),
        )

    def _left(self, one: _Planned) -> Finding:
        finding = one.finding
        key = (finding.rule, self._original_offset(one.outcome.edits[0].start)) if one.outcome.edits else None
        if key in self.withdrawn:
            message = f"the fix of {finding.rule} did not pass its own checks and was withdrawn"
            return replace(finding, rule="RD908", safety=Safety.MANUAL, message=message, fix=None)
        return finding

    def _moved(self, one: _Planned) -> Finding:
        """A finding of the first round, with its place in the text as it is now."""
        node = one.outcome.node
        if node is None:
            return one.finding
        ends = []
        for offset in self.original.span(node):
            for edits in self.maps:
                offset = _map_forward(edits, offset)
            ends.append(self.tree.line_column(offset))
        return replace(one.finding, place_after=Place(*ends[0], *ends[1]))

    def _original_offset(self, offset: int) -> int:
        for edits in reversed(self.maps):
            offset = _map_back(edits, offset)
        return offset

    def _original_place(self, start: int, end: int) -> Place:
        low, high = self._original_offset(start), self._original_offset(end)
        return Place(*self.original.line_column(low), *self.original.line_column(max(low, high)))

    # -- which rules ------------------------------------------------------------------------

    def _enabled(self, code: str) -> bool:
        chosen = not self.options.select or code.startswith(self.options.select)
        return chosen and not (self.options.ignore and code.startswith(self.options.ignore))

    def _enabled_prefix(self, code: str) -> bool:
        if not self._enabled("RD902"):
            return False
        if code == "":
            return not self.options.select and not self.options.ignore
        return self._enabled(code)


# -- deciding ---------------------------------------------------------------------------------


def _decide(site: Site) -> Outcome | None:
    """The answer of the first rule that has a safe one; else the first unsafe one, else the first reason."""
    for module in modules():
        gate = getattr(module, "gate", None)
        if gate is not None:
            stopped: Outcome | None = gate(site)
            if stopped is not None:
                return None if stopped is NOTHING_TO_SAY else stopped
    if site.value.kind == MIXED:
        return None
    best: Outcome | None = None
    # An empty list that stands in for the container must become a dict with it: only whole plans do that.
    whole_plans = "RD3", "RD4", "RD5"
    rank = {Safety.SAFE: 0, Safety.UNSAFE: 1, Safety.MANUAL: 2}
    for module in modules():
        ask = getattr(module, "outcomes", None)
        if site.value.empties and not module.RULE.code.startswith(whole_plans):
            continue
        for outcome in ask(site) if ask is not None else ():
            if outcome.safety is Safety.SAFE:
                found: Outcome = outcome
                return found
            if best is None or rank[outcome.safety] < rank[best.safety]:
                best = outcome
    return best


def _is_stored(tree: Tree, node: Node) -> bool:
    parent = tree.parent(node)
    if isinstance(parent, (cst.AssignTarget, cst.Del)):
        return True
    if isinstance(parent, (cst.AnnAssign, cst.For, cst.CompFor, cst.NamedExpr)):
        return parent.target is node
    return False


def _is_part(context: Context, node: Node) -> bool:
    """Whether the expression around it is the container: ``a.tags if x else b.tags``, ``(c := run.data.tags)``."""
    parent = context.tree.parent(node)
    if isinstance(parent, cst.IfExp) and parent.test is node:
        return False
    if isinstance(parent, cst.BooleanOperation) and isinstance(parent.operator, cst.And) and parent.left is node:
        return False
    if isinstance(parent, (cst.IfExp, cst.BooleanOperation)) or (
        isinstance(parent, cst.NamedExpr) and parent.value is node
    ):
        return context.values.of(parent).kind in (CONTAINER, MIXED)
    return False


def _is_of_parameter(context: Context, node: Node) -> bool:
    """Whether the expression begins with a parameter: anything may be handed to it."""
    while isinstance(node, cst.Attribute):
        node = node.value
    return isinstance(node, cst.Name) and any(
        binding.kind == PARAMETER for binding in context.names.slot(node).bindings
    )


def _chain(tree: Tree, site: Site) -> tuple[str, ...]:
    """``run``, then what it came from, link by link."""
    root: Node = site.node
    for name in (site.value.container, "data"):
        parts = attribute_of(root)
        if parts is not None and parts[1] == name:
            root = parts[0]
    plain = isinstance(root, (cst.Name, cst.Attribute))
    return ("".join(tree.code(root).split()), *site.value.why) if plain else site.value.why


def _reads_entities(tree: Tree, values: Values) -> bool:
    """Whether anything that flow knows for an entity is read as one, wherever it went."""
    return any(
        isinstance(node, cst.Attribute) and node.attr.value in api.ENTITY_READS and values.of(node.value).kind == ENTITY
        for node in tree.order
    )


def _imported_roots(names: Bindings) -> set[str]:
    return {
        binding.dotted.split(".")[0]
        for scope in names.scopes.values()
        for bound in scope.bindings.values()
        for binding in bound
        if binding.kind == IMPORT
    }


# -- edits ------------------------------------------------------------------------------------


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; they must not overlap."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*pieces, text[at:]])


def _edits(chosen: Sequence[_Planned]) -> list[Edit]:
    every = dict.fromkeys(edit for one in chosen for edit in one.outcome.edits)
    return sorted(every, key=lambda edit: (edit.start, edit.end))


def _overlap(one: Edit, two: Edit) -> bool:
    if one.start == one.end and two.start == two.end:
        return one.start == two.start
    return one.start < two.end and two.start < one.end


def _overlap_among(edits: Sequence[Edit]) -> bool:
    """Whether the edits of one fix contradict each other."""
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    return any(_overlap(one, two) for one, two in itertools.pairwise(ordered))


def _map_back(edits: Sequence[Edit], offset: int) -> int:
    """Where an offset of the text after the edits was before them."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        if offset < start:
            break
        if offset < start + len(edit.text):
            return edit.start if offset == start else edit.end
        shift += len(edit.text) - (edit.end - edit.start)
    return offset - shift


def _map_forward(edits: Sequence[Edit], offset: int) -> int:
    """Where an offset of the text before the edits is after them."""
    shift = 0
    for edit in edits:
        if offset < edit.end or (offset == edit.end == edit.start):
            return min(offset, edit.start) + shift
        shift += len(edit.text) - (edit.end - edit.start)
    return offset + shift


def _own_complaint(text: str) -> SyntaxError | None:
    try:
        ast.parse(text)
    except SyntaxError as reason:
        return reason
    except (ValueError, RecursionError, MemoryError):
        pass
    return None


def _compiles(text: str) -> bool:
    """Whether this Python parses the text too: f-strings had narrower rules before 3.12."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


# -- the shim's import ------------------------------------------------------------------------


def _name_is_free(tree: Tree, name: str) -> bool:
    return all(
        binding.kind == IMPORT and binding.dotted == name
        for scope in Bindings(tree).scopes.values()
        for binding in scope.bindings.get(name, ())
    )


def _import_edit(tree: Tree) -> tuple[Edit, ...]:
    """``import rundata_compat`` after the imports at the top, unless it is there."""
    if re.search(r"^import rundata_compat\b", tree.text, re.MULTILINE):
        return ()
    last: Node | None = None
    for index, statement in enumerate(tree.module.body):
        if not isinstance(statement, cst.SimpleStatementLine):
            break
        first = statement.body[0]
        is_docstring = index == 0 and isinstance(first, cst.Expr) and isinstance(first.value, cst.SimpleString)
        if not is_docstring and not isinstance(first, (cst.Import, cst.ImportFrom)):
            break
        last = statement
    newline = tree.module.default_newline
    if last is None:
        at = tree.span(tree.module.body[0])[0] if tree.module.body else len(tree.text)
        return (Edit(at, at, f"import rundata_compat{newline}"),)
    at = tree.span(last)[1]
    match = re.compile(r"[^\r\n]*(\r\n|\r|\n)?").match(tree.text, at)
    assert match is not None
    at = match.end()
    lead = "" if match.group(1) else newline
    return (Edit(at, at, f"{lead}import rundata_compat{newline}"),)


# -- what cannot be parsed --------------------------------------------------------------------

_PYTHON_2 = re.compile(
    r"^\s*print\s+[\"'\w(]|^\s*print\s*$|^\s*exec\s+[\"'\w]|^\s*except\s+[\w.]+\s*,\s*\w+\s*:|^\s*raise\s+[\w.]+\s*,|"
    r"<>|\bur[\"']|^\s*print\s*>>|`[^`\n]+`",
    re.MULTILINE,
)


_OLD_EXCEPT = re.compile(r"^[ \t]*(except\s+[\w.]+\s*,\s*\w+\s*:)", re.MULTILINE)


def _error(path: str, place: Place, rule: str, message: str) -> Finding:
    return Finding(path, place, rule, Safety.MANUAL, message, confidence=Confidence.NONE, error=True)


def _syntax_finding(text: str, path: str, error: cst.ParserSyntaxError) -> Finding:
    line, column = error.raw_line, error.raw_column + 1
    message = " ".join(str(error.message).split())
    own = _own_complaint(text)
    if own is not None:
        # Python says better than libcst where it went wrong
        line, column, message = own.lineno or line, max(own.offset or 1, 1), own.msg
    place = Place(line, column, line, column)
    lines = text.splitlines()
    wrong = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if _PYTHON_2.search(text) and not _compiles(text):
        shown = f": `{wrong}`" if wrong else ""
        return _error(path, place, "RD901", f"Python 2 cannot be migrated{shown}")
    return _error(path, place, "RD900", f"cannot be parsed: {message}")

"""Documents that are read as one program: texts in; findings, edits and new texts out.

Sites are found, each rule is asked, the fixes that may be applied and do not overlap are applied, and the
new text goes the same way again until nothing changes. What a fix leads to is checked before it is kept.
"""

from __future__ import annotations

import ast
import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    KnownBy,
    Place,
    RecordedUse,
    Safety,
    Source,
)
from rundata_migrate.flow.bindings import IMPORT, PARAMETER, Bindings, bindings_of
from rundata_migrate.flow.evidence import Evidence, RecordedProgram, confirmed, recorded_link
from rundata_migrate.flow.lattice import (
    CONTAINER,
    ENTITY,
    INSTANCE,
    LOCAL_CLASS,
    MIXED,
    MODULE,
    RUN_DATA,
    SEVERAL,
    Value,
)
from rundata_migrate.flow.origins import unread_imports
from rundata_migrate.flow.values import Values
from rundata_migrate.rules import modules
from rundata_migrate.rules.decide import decide, is_held_back
from rundata_migrate.syntax import Expression, Node, NotAsItWasError, Program, Tree, attribute_of
from rundata_migrate.translate.context import Context, Outcome, Site
from rundata_migrate.translate.fresh import FreshNames
from rundata_migrate.translate.generic import representation_of
from rundata_migrate.translate.ports import Ports
from rundata_migrate.translate.unfollowed import unfollowed
from rundata_migrate.unasked import Left, readings

MAX_ROUNDS = 10
MAX_STEPS = 8
"""So often is asked for more documents, each time one import further from the sites."""
_WITH_ATTRIBUTES = frozenset({INSTANCE, LOCAL_CLASS, MODULE, RUN_DATA})
"""What may have a container in an attribute of any name."""
_SITE_NODES = (cst.Name, cst.Attribute, cst.Call, cst.IfExp, cst.BooleanOperation, cst.Subscript, cst.NamedExpr)


def migrate_text(text: str, path: str, options: EngineOptions) -> DocumentResult:
    """Analyse one Python document and apply the fixes that ``options`` allows.

    Args:
        text: the decoded text, its line ends as they are.
        path: what to call it in findings.
        options: which rules, which fixes.

    What cannot be parsed becomes a finding; nothing is raised for the user's text.
    """
    return migrate_program([Source(path, text)], options)[0]


More = Callable[[str, str], "Source | None"]
"""(dotted path, location of the importer) -> the document that is meant, if it can be read."""


def migrate_program(
    sources: Sequence[Source], options: EngineOptions, more: More | None = None
) -> list[DocumentResult]:
    """Analyse documents that import each other as one program, and apply the fixes that ``options`` allows.

    A fix may need edits in several documents: they are all made, or none is. The results are in the order of the
    sources. A document that cannot be parsed becomes a finding, and what it names is taken to be used there in any way.
    ``more`` is asked for the modules that would say what something of unknown origin is.
    """
    results: dict[str, DocumentResult] = {}
    trees: list[Tree] = []
    for source in sources:
        parsed = _parse(source)
        if isinstance(parsed, Tree):
            trees.append(parsed)
        else:
            results[source.path] = parsed
            options = replace(options, open_functions=(*options.open_functions, *_words(source.text)))
    if trees:
        try:
            found = _Program(trees, sources, options).migrate(more)
        except Exception as error:
            if len(trees) == 1:
                if not depth.is_too_deep(error):
                    raise
                found = [DocumentResult(trees[0].path, (_error(trees[0].path, _TOP, "RD905", depth.MESSAGE),))]
            else:
                found = _one_by_one(sources, options, error)
        results.update((one.path, one) for one in found)
    return [results[source.path] for source in sources]  # not those that were read besides


def _one_by_one(sources: Sequence[Source], options: EngineOptions, reason: Exception) -> list[DocumentResult]:
    """Each document alone, as if others could use it in any way: one that is too much takes no other with it."""
    alone = replace(options, open_functions=("*",))
    results = []
    for source in sources:
        try:
            results.append(migrate_text(source.text, source.path, alone))
        except Exception as error:
            said = f"internal error, the file is left as it is: {type(error).__name__}: {error}"
            results.append(DocumentResult(source.path, (_error(source.path, _TOP, "RD907", " ".join(said.split())),)))
    is_named = any(finding.rule in ("RD905", "RD907") for one in results for finding in one.findings)
    if not is_named and not depth.is_too_deep(reason):
        # what only shows in several files together has to be told too
        said = f"internal error, {len(sources)} files were looked at alone: {type(reason).__name__}: {reason}"
        place = next((index for index, source in enumerate(sources) if source.is_asked), 0)
        finding = _error(results[place].path, _TOP, "RD907", " ".join(said.split()))
        results[place] = replace(results[place], findings=(*results[place].findings, finding))
    return results


def _words(text: str) -> set[str]:
    """Every identifier of a text, as a function's name and as a method's."""
    words = set(re.findall(r"[^\W\d]\w*", text))
    return words | {f".{word}" for word in words}


_TOP = Place(1, 1, 1, 1)


def _parse(source: Source) -> Tree | DocumentResult:
    """The document's tree, or the finding that says why there is none."""
    path, text = source.path, source.text
    try:
        depth.parse(text)
        tree = Tree(text, path)
    except cst.ParserSyntaxError as error:
        return DocumentResult(path, (_syntax_finding(text, path, error),))
    except NotAsItWasError as error:
        return DocumentResult(path, (_error(path, _TOP, "RD900", str(error)),))
    except Exception as error:
        if depth.is_too_deep(error):
            return DocumentResult(path, (_error(path, _TOP, "RD905", depth.MESSAGE),))
        raise
    old_except = _OLD_EXCEPT.search(text)
    if old_except is not None and not _compiles(text):
        # libcst takes it for the form that Python 3.14 has without parentheses
        place = Place(*tree.line_column(old_except.start(1)), *tree.line_column(old_except.end(1)))
        return DocumentResult(path, (_error(path, place, "RD901", "Python 2 cannot be migrated"),))
    return tree


@dataclass
class _Planned:
    """One outcome of a round, with the finding that it makes."""

    outcome: Outcome
    finding: Finding
    site: Site | None = None
    wanted: tuple[Edit, ...] = ()
    """The edits of the fix, where it is held back too."""
    applied: bool = False


@dataclass
class _Joined:
    """What is found out once of the edits of a fix, which may be that of many sites."""

    edits: tuple[Edit, ...]
    documents: list[Tree]
    contradicts_itself: bool
    is_taken: bool = False
    fixes: dict[tuple[Safety, str, str], Fix] = field(default_factory=dict)


@dataclass
class _Look:
    """What is known of the documents before a round."""

    context: Context
    sites: list[Site]


class _Program:
    """Documents that are read together, through their rounds."""

    def __init__(self, trees: Sequence[Tree], sources: Sequence[Source], options: EngineOptions) -> None:
        self.options = options
        self.tree = trees[0] if len(trees) == 1 else Program(trees)
        self.original = self.tree
        self.asked = {source.path for source in sources if source.is_asked}
        self.sources = {source.path: source for source in sources}
        self.suppressions = {tree.path: suppressions.parse(tree.text, tree.path) for tree in trees}
        self.bindings: dict[Tree, Bindings] = {}
        self.recorded = RecordedProgram(trees, options.evidence)
        self.fixed: list[Finding] = []
        self.maps: list[Moves] = []
        """The edits of each round so far, to find an old place from a new one."""
        self.withdrawn: set[tuple[str, int]] = set()
        self.legacy: set[str] = set()
        """Documents with a site that is old style for sure: what could be either is worth a word there."""
        self.together: dict[str, frozenset[str]] = {}
        """Which documents fixes have changed together."""
        self.mlflow_importers: set[str] = set()
        self.joined: dict[int, _Joined] = {}
        """The edits of this round's fixes, by their identity: those of a group belong to each of its sites."""
        self.context: Context
        """What is known of the documents as they are now."""

    def migrate(self, more: More | None = None) -> list[DocumentResult]:
        first = self._read(more) if more is not None else self._look(self.tree)
        planned = self._plan(first)
        # What may be new style is judged on the text as it was: what a fix has written is new style.
        doubtful = [one for one in planned if not one.outcome.definite]
        sites = tuple(one.finding for one in planned) if self.options.explain_sites else ()
        rounds = 0
        while any(one.applied for one in planned) and rounds < MAX_ROUNDS:
            self._apply(planned)
            planned = self._plan(self._look(self.tree))
            rounds += 1
        for one in planned:
            if one.applied:  # still not done after the last round
                self._withdraw(one)
        if self.options.fallback_shim:
            planned = self._apply_shim(planned)
        left = [self._left(one) for one in planned if not one.applied and one.outcome.definite]
        elsewhere = list(self._left_elsewhere(planned, left))
        # what is said of a file that was not asked for says more than that its entity is read here
        told = {(one.path, one.place.line) for one in elsewhere}
        left = [one for one in left if one.rule != "RD410" or (one.path, one.place.line) not in told]
        left += [one for one in elsewhere if not self.suppressions[one.path].matches(one)]
        left += [self._moved(one) for one in doubtful]
        findings = [*self.fixed, *left]
        results = []
        for document, original in zip(self.tree.documents, self.original.documents, strict=True):
            path = document.path
            own = [finding for finding in findings if finding.path == path] if path in self.asked else []
            if path in self.asked:
                own += self.suppressions[path].unused(lambda code: self._enabled_prefix(code))
            own.sort(key=lambda one: (one.place.line, one.place.column, one.rule))
            own_sites = tuple(one for one in sites if one.path == path)
            text = document.text if document.text != original.text else None
            together = tuple(sorted(self.together.get(path, ())))
            results.append(DocumentResult(path, tuple(own), text, own_sites, together, self.recorded.outdated(path)))
        return results

    def _look(self, tree: Tree) -> _Look:
        self.context = self._context(tree)
        return _Look(self.context, list(self._sites(self.context)))

    def _read(self, more: More) -> _Look:
        """Add the documents that say what the sites of unknown origin are, step by step."""
        for _ in range(MAX_STEPS):
            look = self._look(self.tree)
            wanted: set[tuple[str, str]] = set()
            for site in look.sites:
                if site.value.kind == MIXED or site.value.confidence is not Confidence.PROVEN:
                    found = unread_imports(look.context.values, site.node)
                    wanted |= {(dotted, self.sources[document.path].location) for dotted, document in found}
            new = {}
            for dotted, location in sorted(wanted):
                source = more(dotted, location)
                if source is not None and source.path not in self.sources:
                    new[source.path] = source
            trees = [tree for source in new.values() if isinstance(tree := _parse(source), Tree)]
            self.sources.update(new)
            if not trees:
                return look
            self.suppressions.update((tree.path, suppressions.parse(tree.text, tree.path)) for tree in trees)
            self.tree = Program([*self.tree.documents, *trees])
            self.original = self.tree
        return self._look(self.tree)

    # -- one round --------------------------------------------------------------------------

    def _plan(self, look: _Look) -> list[_Planned]:
        context = look.context
        tree = context.tree
        self.joined = {}
        taken = Taken()
        planned: list[_Planned] = []
        for outcome, site in self._outcomes(look):
            finding = self._finding(tree, outcome, site)
            if not self._enabled(outcome.rule) or self.suppressions[finding.path].matches(finding):
                continue
            if outcome.definite:
                self.legacy.add(finding.path)
            wanted = outcome.edits
            held = self._held_back(tree, outcome, finding)
            if held:
                outcome = replace(outcome, edits=(), safety=Safety.MANUAL, reason=held, shim=())
                finding = self._finding(tree, outcome, site)
            one = _Planned(outcome, finding, site, wanted)
            if outcome.is_rewrite and self._may_apply(outcome, tree):
                joined = self._joined(outcome.edits)
                if joined.contradicts_itself:
                    self.withdrawn.add((outcome.rule, self._original_offset(outcome.edits[0].start)))
                    planned.append(one)
                    continue
                if joined.is_taken:
                    one.applied = True
                elif taken.take(outcome.edits):
                    one.applied = joined.is_taken = True
                    for name, span in outcome.reserve:
                        context.fresh.reserve([name], span)
            planned.append(one)
        return [one for one in planned if one.outcome.definite or one.finding.path in self.legacy]

    def _held_back(self, tree: Tree, outcome: Outcome, finding: Finding) -> str:
        """Why a fix of several files or sites cannot be made as a whole."""
        if not outcome.is_rewrite:
            return ""
        for document in self._joined(outcome.edits).documents:
            if document.path not in self.asked:
                return f"the fix changes {document.path} too, which was not asked for"
        for node in outcome.partners:
            path = tree.document_of(node).path
            if not self.suppressions[path]:
                continue
            other = replace(finding, path=path, place=self._original_place(*tree.span(node)))
            if self.suppressions[path].matches(other):
                return f"it goes together with {tree.where(node)}, which is to stay as it is"
        return ""

    def _may_apply(self, outcome: Outcome, tree: Tree) -> bool:
        if (outcome.rule, self._original_offset(outcome.edits[0].start)) in self.withdrawn:
            return False
        if outcome.safety is Safety.UNSAFE and outcome.shim and self.options.fallback_shim:
            # the shim is exact, and asked for
            documents = self._documents(outcome.edits)
            free = all(_name_is_free(document, "rundata_compat") for document in documents)
            return self.options.unsafe_fixes and not free
        return outcome.safety is Safety.SAFE or (outcome.safety is Safety.UNSAFE and self.options.unsafe_fixes)

    def _context(self, tree: Tree) -> Context:
        names = bindings_of(tree, self.bindings)
        evidence = self.recorded.on(tree, names)
        values = Values(tree, names, self.options.open_functions, self.sources, evidence)
        self.legacy |= _readers_of_entities(tree, values)
        facts = self.options.project
        rivals: set[str] = set()
        for document in tree.documents:
            roots = _imported_roots(names.of_document(document))
            here = "mlflow" in roots
            if here:
                self.mlflow_importers.add(document.path)
            if roots & api.RIVAL_RUN_ROOTS or (not here and (facts.uses_rival or roots & api.RIVAL_ROOTS)):
                rivals.add(document.path)
        fresh = FreshNames(tree, names)
        return Context(tree, names, values, fresh, frozenset(rivals), evidence, facts.is_distribution)

    def _uses_mlflow(self, path: str) -> bool:
        return path in self.mlflow_importers or self.options.project.uses_mlflow or path in self.options.evidence

    def _outcomes(self, look: _Look) -> Iterable[tuple[Outcome, Site | None]]:
        context = look.context
        # In the order of the text: the nodes of a conditional expression are not.
        sites = sorted(look.sites, key=lambda one: context.tree.inner_span(one.node)[0])
        context.cache["ports"] = Ports(context, sites)
        by_node: dict[Node, Site] = {site.node: site for site in sites}
        held = _HeldBack(by_node)
        definite: list[Outcome] = []
        for site in sites:
            outcome = decide(site)
            if outcome is not None and outcome.definite:
                definite.append(held.judged(outcome))
                yield definite[-1], site
        for outcome in unfollowed(context, sites, definite):
            yield outcome, None
        for module in modules():
            scan = getattr(module, "document_outcomes", None)
            for outcome in scan(context) if scan is not None else ():
                if self._uses_mlflow(context.tree.document_of(outcome.node).path):
                    yield outcome, None

    def _sites(self, context: Context) -> Iterable[Site]:
        tree = context.tree
        for node in tree.every(*_SITE_NODES):
            if type(node) is cst.Name and node not in context.names.slots:
                continue
            if type(node) is cst.Attribute and node.attr.value not in api.CONTAINERS:
                recorded = context.evidence is not None and node in context.evidence.proofs
                if not recorded and context.values.of(node.value).kind not in _WITH_ATTRIBUTES:
                    continue
            value = context.values.of(node)
            if value.kind != CONTAINER and not (value.kind == MIXED and value.container is not None):
                continue
            if context.evidence is not None:
                value = _with_evidence(context, context.evidence, node, value)
            if value.confidence is not Confidence.PROVEN:
                path = tree.document_of(node).path
                if not self._uses_mlflow(path):
                    continue
                if context.rival_is_near(node) and path not in self.mlflow_importers:
                    if not _is_of_parameter(context, node):
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
        edits = _edits(chosen)
        for document, own in _by_document(self.tree, edits).items():
            self.recorded.note(document.path, own)
        for one in chosen:
            self.fixed.append(replace(one.finding, fixed=True))
            paths = {document.path for document in self._joined(one.outcome.edits).documents}
            if len(paths) > 1:
                joined = frozenset(paths.union(*(self.together.get(path, ()) for path in paths)))
                self.together.update(dict.fromkeys(joined, joined))
        self.fixed += self._moved_elsewhere(chosen)
        self.maps.append(Moves(edits))
        self.tree = tree

    def _moved_elsewhere(self, chosen: Sequence[_Planned]) -> Iterable[Finding]:
        """A finding for each document that a fix changes without one of its sites being there."""
        named = {(one.finding.path, one.finding.message) for one in chosen}
        for one in chosen:
            for document in self._joined(one.outcome.edits).documents:
                if (document.path, one.finding.message) in named:
                    continue
                named.add((document.path, one.finding.message))
                first = min(
                    (edit for edit in one.outcome.edits if self.tree.document_at(edit.start) is document),
                    key=lambda edit: edit.start,
                )
                place = self._original_place(first.start, first.end)
                yield replace(
                    one.finding,
                    path=document.path,
                    place=place,
                    fix=None,
                    fixed=True,
                    why=(),
                    known_by=None,
                    recorded=0,
                )

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
        """The documents with the fixes, parsed; None if they break one."""
        edits = _by_document(self.tree, _edits(chosen))
        documents = []
        for document in self.tree.documents:
            own = edits.get(document)
            if not own:
                documents.append(document)
                continue
            text = apply_edits(document.text, own)
            try:
                tree = Tree(text, document.path)
            except (cst.ParserSyntaxError, NotAsItWasError):
                return None
            if not _compiles(text) and _compiles(document.text):
                return None
            documents.append(tree)
        return documents[0] if len(documents) == 1 else Program(documents)

    def _apply_shim(self, planned: list[_Planned]) -> list[_Planned]:
        """Hand out the shim's entities at what is left, and import it."""
        chosen = []
        taken = Taken()
        free = {document: _name_is_free(document, "rundata_compat") for document in self.tree.documents}
        for one in planned:
            edits = list(one.outcome.shim) if one.outcome.definite else []
            if any(not free[document] or document.path not in self.asked for document in self._documents(edits)):
                continue
            if edits and taken.take(edits, may_share=False):
                chosen.append(one)
        if not chosen:
            return planned
        plans = []
        for one in chosen:
            imported = [
                Edit(edit.start + self.tree.base(document), edit.end + self.tree.base(document), edit.text)
                for document in self._documents(one.outcome.shim)
                for edit in _import_edit(document)
            ]
            plans.append(replace(one, outcome=replace(one.outcome, edits=(*one.outcome.shim, *imported)), applied=True))
        tree = self._parsed(plans)
        if tree is None:
            return planned
        for plan in plans:
            message = "the shim's entities are used here"
            fix = self._fix(plan.outcome.edits, Safety.SAFE, message, plan.finding.path) if not self.maps else None
            said = plan.finding.message
            if plan.outcome.safety is Safety.UNSAFE:  # what is said of the unsafe fix is not true of the shim
                said = plan.outcome.shim_message
            plan.finding = replace(plan.finding, message=f"{said}: {message}", safety=Safety.MANUAL, fix=fix)
        self._keep(plans, tree)
        return self._plan(self._look(self.tree))

    def _joined(self, edits: tuple[Edit, ...]) -> _Joined:
        known = self.joined.get(id(edits))
        if known is None or known.edits is not edits:
            known = self.joined[id(edits)] = _Joined(edits, self._documents(edits), _overlap_among(edits))
        return known

    def _documents(self, edits: Iterable[Edit]) -> list[Tree]:
        """The documents that the edits are in."""
        return list(dict.fromkeys(self.tree.document_at(edit.start) for edit in edits))

    # -- findings ---------------------------------------------------------------------------

    def _finding(self, tree: Tree, outcome: Outcome, site: Site | None) -> Finding:
        node = outcome.node if outcome.node is not None else (site.node if site is not None else None)
        assert node is not None
        start, end = tree.span(node)
        place = self._original_place(start, end)
        path = tree.document_of(node).path
        fix = None
        message = outcome.message
        if outcome.is_rewrite and not self.maps:
            fix = self._fix(outcome.edits, outcome.safety, outcome.message, path)
        if outcome.reason:
            message = f"{message}: {outcome.reason}" if outcome.safety is not Safety.SAFE else message
        return Finding(
            path,
            place,
            outcome.rule,
            outcome.safety,
            message,
            container=site.value.container if site is not None and site.value.container != SEVERAL else None,
            confidence=site.value.confidence if site is not None else Confidence.PROVEN,
            why=_chain(tree, site) if site is not None else outcome.why,
            fix=fix,
            proposal=outcome.proposal,
            place_after=tree.place(node),
            known_by=_known_by(site) if site is not None else None,
            recorded=sum(use.count for use in _uses_at(site)) if site is not None else outcome.recorded,
        )

    def _fix(self, edits: tuple[Edit, ...], safety: Safety, description: str, path: str) -> Fix:
        """The fix with each document's edits in that document's own offsets."""
        fixes = self._joined(edits).fixes
        key = (safety, description, path)
        if key not in fixes:
            fixes[key] = self._new_fix(edits, *key)
        return fixes[key]

    def _new_fix(self, edits: tuple[Edit, ...], safety: Safety, description: str, path: str) -> Fix:
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        by_path = {one.path: tuple(own) for one, own in _by_document(self.tree, ordered).items()}
        own = by_path.pop(path, ())
        return Fix(own, safety, description, tuple(sorted(by_path.items())))

    def _left(self, one: _Planned) -> Finding:
        finding = one.finding
        key = (finding.rule, self._original_offset(one.outcome.edits[0].start)) if one.outcome.edits else None
        if key in self.withdrawn:
            message = f"the fix of {finding.rule} did not pass its own checks and was withdrawn"
            return replace(finding, rule="RD908", safety=Safety.MANUAL, message=message, fix=None)
        return finding

    def _left_elsewhere(self, planned: Sequence[_Planned], left: Sequence[Finding]) -> Iterable[Finding]:
        """A finding in the documents that were asked for, of what is left in others and is to do with them."""
        unasked = [
            Left(self._left(one), one.wanted, one.site.value.origins)
            for one in planned
            if not one.applied and one.outcome.definite and one.site is not None and one.finding.path not in self.asked
        ]
        named = {(one.path, one.message) for one in left}
        for reading in readings(self.tree, self.context.values, self.asked, unasked) if unasked else ():
            finding = replace(reading.finding, place=self._original_place(*reading.span))
            if (finding.path, finding.message) not in named:
                named.add((finding.path, finding.message))
                yield finding

    def _moved(self, one: _Planned) -> Finding:
        """A finding of the first round, with its place in the text as it is now."""
        node = one.outcome.node
        if node is None:
            return one.finding
        ends = []
        for offset in self.original.span(node):
            for edits in self.maps:
                offset = edits.forward(offset)
            ends.append(self.tree.line_column(offset))
        return replace(one.finding, place_after=Place(*ends[0], *ends[1]))

    def _original_offset(self, offset: int) -> int:
        for edits in reversed(self.maps):
            offset = edits.back(offset)
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


# -- sites ------------------------------------------------------------------------------------


class _HeldBack:
    """The sites that a rule's gate holds back, each asked once: a group's sites are asked about for each of them."""

    def __init__(self, sites: Mapping[Node, Site]) -> None:
        """``sites`` by their expressions."""
        self._sites = sites
        self._known: dict[tuple[Node, ...], bool] = {}

    def judged(self, outcome: Outcome) -> Outcome:
        """The outcome, if no rule holds back one of the sites that its fix is for: else all of them stay."""
        partners = outcome.partners
        if partners not in self._known:
            self._known[partners] = any(is_held_back(self._sites[node]) for node in partners)
        if not self._known[partners]:
            return outcome
        reason = "something else that is handed to the same functions has to stay"
        return replace(outcome, edits=(), safety=Safety.MANUAL, reason=reason, partners=())


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
    here = f" of {tree.document_of(site.node).path}"
    links = tuple(link.removesuffix(here) for link in site.value.why)
    return ("".join(tree.code(root).split()), *links) if plain else links


def _uses_at(site: Site) -> list[RecordedUse]:
    """The list-style uses that were recorded of the site."""
    evidence = site.context.evidence
    if evidence is None:
        return []
    return evidence.uses_at(site.node, representation_of(site).evidence, site.value.container)


def _with_evidence(context: Context, evidence: Evidence, node: Expression, value: Value) -> Value:
    """A site's value, with the record of its elements: what was only likely is proven by it."""
    if value.kind != CONTAINER or value.by_running:
        return value
    uses = _uses_at(Site(context, node, value))
    if not uses:
        return value
    most = max(uses, key=lambda use: use.count)
    link = recorded_link(most.count, most.line)
    return (
        confirmed(value, link) if value.confidence is not Confidence.PROVEN else replace(value, why=(*value.why, link))
    )


def _known_by(site: Site) -> KnownBy | None:
    if site.value.kind != CONTAINER:
        return None
    if site.value.by_running:
        return KnownBy.RUNNING
    if site.value.confidence is not Confidence.PROVEN:
        return KnownBy.SHAPE
    return KnownBy.BOTH if _uses_at(site) else KnownBy.FLOW


def _readers_of_entities(tree: Tree, values: Values) -> set[str]:
    """The documents in which anything that flow knows for an entity is read as one, and those that it came from."""
    found: set[str] = set()
    for node in tree.every(cst.Attribute):
        if node.attr.value in api.ENTITY_READS:
            value = values.of(node.value)
            if value.kind == ENTITY:
                found |= {tree.document_of(one).path for one in (node, *value.origins)}
    return found


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
    joined = {id(one.outcome.edits): one.outcome.edits for one in chosen}
    every = dict.fromkeys(edit for edits in joined.values() for edit in edits)
    return sorted(every, key=lambda edit: (edit.start, edit.end))


def _by_document(tree: Tree, edits: Sequence[Edit]) -> dict[Tree, list[Edit]]:
    """The edits by the documents that they are in, in these documents' own offsets."""
    found: dict[Tree, list[Edit]] = {}
    for edit in edits:
        document = tree.document_at(edit.start)
        base = tree.base(document)
        found.setdefault(document, []).append(Edit(edit.start - base, edit.end - base, edit.text))
    return found


def _overlap(one: Edit, two: Edit) -> bool:
    if one.start == one.end and two.start == two.end:
        return one.start == two.start
    return one.start < two.end and two.start < one.end


def _overlap_among(edits: Sequence[Edit]) -> bool:
    """Whether the edits of one fix contradict each other."""
    ordered = sorted(dict.fromkeys(edits), key=lambda edit: (edit.start, edit.end))
    return any(_overlap(one, two) for one, two in itertools.pairwise(ordered))


class Taken:
    """Edits that are to be made together."""

    def __init__(self) -> None:
        """None yet."""
        self._known: set[Edit] = set()
        self._ordered: list[tuple[int, int, Edit]] = []
        """By start and end; none overlaps another."""

    def take(self, edits: Sequence[Edit], may_share: bool = True) -> bool:
        """Add the edits of a fix, if none overlaps one of another's; the same edit may be both's if they share."""
        new = [edit for edit in dict.fromkeys(edits) if edit not in self._known or not may_share]
        if any(self._is_in_the_way(edit) for edit in new):
            return False
        for edit in new:
            self._known.add(edit)
            bisect.insort(self._ordered, (edit.start, edit.end, edit), key=lambda one: one[:2])
        return True

    def _is_in_the_way(self, edit: Edit) -> bool:
        at = bisect.bisect_left(self._ordered, (edit.start, edit.end), key=lambda one: one[:2])
        # before it, only what ends last can reach into it: the one next to it, or the one before an insertion there
        if any(_overlap(edit, other) for _, _, other in self._ordered[max(at - 2, 0) : at]):
            return True
        while at < len(self._ordered) and self._ordered[at][0] <= edit.end:
            if _overlap(edit, self._ordered[at][2]):
                return True
            at += 1
        return False


class Moves:
    """Where the places of a text went when edits were made in it."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        """``edits`` are those of one round, in order."""
        self._edits = edits
        grown = itertools.accumulate((len(one.text) - (one.end - one.start) for one in edits), initial=0)
        self._shifts = list(grown)
        """By how much what stands before each edit, and after the last one, has moved."""
        self._starts = [edit.start + shift for edit, shift in zip(edits, self._shifts, strict=False)]
        """Where each edit begins in the new text."""
        self._ends = [edit.end for edit in edits]

    def back(self, offset: int) -> int:
        """Where an offset of the text after the edits was before them."""
        at = bisect.bisect_right(self._starts, offset)
        # of several edits that begin there the first one that has a text
        first = bisect.bisect_left(self._starts, self._starts[at - 1]) if at else 0
        for edit, start in zip(self._edits[first:at], self._starts[first:at], strict=True):
            if offset < start + len(edit.text):
                return edit.start if offset == start else edit.end
        return offset - self._shifts[at]

    def forward(self, offset: int) -> int:
        """Where an offset of the text before the edits is after them."""
        at = bisect.bisect_left(self._ends, offset)
        while at < len(self._edits):
            edit = self._edits[at]
            if offset < edit.end or offset == edit.end == edit.start:
                return min(offset, edit.start) + self._shifts[at]
            at += 1
        return offset + self._shifts[at]


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

"""The rounds of a program: sites are found, rules asked, fixes applied, until nothing changes.

Fixes that may be applied and do not overlap are applied together, and the new text goes the same way again. What a
fix leads to is checked before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.documents.edits import apply_edits, composed
from rundata_migrate.engine.edits import Taken, by_document
from rundata_migrate.engine.fixes import Fixes
from rundata_migrate.engine.likely import Likelihood
from rundata_migrate.engine.parsing import compiles, parse_document
from rundata_migrate.engine.permissions import Before, Permissions
from rundata_migrate.engine.shim import import_edits, is_name_free
from rundata_migrate.engine.sites import (
    HeldBack,
    chain,
    find_sites,
    imported_roots,
    known_by,
    uses_at,
)
from rundata_migrate.engine.wording import MOST_MESSAGE, parted, within
from rundata_migrate.findings import (
    Confidence,
    DocumentResult,
    Edit,
    EngineOptions,
    Finding,
    Safety,
    Source,
)
from rundata_migrate.flow.bindings import Bindings
from rundata_migrate.flow.evidence import RecordedProgram
from rundata_migrate.flow.imports import Imports
from rundata_migrate.flow.lattice import MIXED, SEVERAL
from rundata_migrate.flow.origins import unread_imports
from rundata_migrate.flow.reaching import bindings_of
from rundata_migrate.flow.values import Values
from rundata_migrate.program import Program
from rundata_migrate.rules import modules
from rundata_migrate.rules.decide import decide
from rundata_migrate.spans import NotAsItWasError
from rundata_migrate.syntax import Node, Tree
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.fresh import FreshNames
from rundata_migrate.translate.handlers.exceptions import unread_exceptions
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.ports import join_traces
from rundata_migrate.translate.unfollowed import unfollowed
from rundata_migrate.unasked import Left, readings

MAX_ROUNDS = 10
MAX_STEPS = 8
"""So often is asked for more documents, each time one import further from the sites."""


More = Callable[[str, str], "Source | None"]
"""(dotted path, location of the importer) -> the document that is meant, if it can be read."""


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
class _Look:
    """What is known of the documents before a round."""

    context: Context
    sites: list[Site]


class Rounds:
    """Documents that are read together, from one round to the next."""

    def __init__(self, trees: Sequence[Tree], sources: Sequence[Source], options: EngineOptions) -> None:
        self.options = options
        self.tree = trees[0] if len(trees) == 1 else Program(trees)
        self.before = Before(self.tree)
        self.asked = {source.path for source in sources if source.is_asked}
        self.sources = {source.path: source for source in sources}
        self.permissions = Permissions(self.options, self.asked)
        self.permissions.note(trees)
        self.bindings: dict[Tree, Bindings] = {}
        self.recorded = RecordedProgram(trees, options.evidence)
        self.fixed: list[Finding] = []
        self.made: dict[str, list[Edit]] = {}
        """All edits so far by the documents' paths, against their original texts."""
        self.withdrawn: set[tuple[str, int]] = set()
        self.together: dict[str, frozenset[str]] = {}
        """Which documents fixes have changed together."""
        self.mlflow_importers: set[str] = set()
        self.fixes = Fixes(self.tree)
        """Those of this round."""
        self.stands_alone = True
        self.more: More | None = None
        """No project is there to look up imports in."""
        self.context: Context
        """What is known of the documents as they are now."""

    def migrate(self, more: More | None = None) -> list[DocumentResult]:
        """All rounds; a result for each document. ``more`` gives further documents where it is asked."""
        self.stands_alone = more is None
        self.more = more
        first = self._read(more) if more is not None else self._look(self.tree)
        planned = self._plan(first)
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
        return self._results([*self.fixed, *self._all_left(planned)], sites)

    def _all_left(self, planned: Sequence[_Planned]) -> list[Finding]:
        """The findings of what is left, and of what it means for the documents that were asked for."""
        left = [self._left(one) for one in planned if not one.applied]
        elsewhere = list(self._left_elsewhere(planned, left))
        # what is said of a file that was not asked for says more than that its entity is read here
        told = {(one.path, one.place.line) for one in elsewhere}
        left = [one for one in left if one.rule != "RD410" or (one.path, one.place.line) not in told]
        return left + [one for one in elsewhere if self.permissions.is_wanted(one)]

    def _results(self, findings: Sequence[Finding], sites: Sequence[Finding]) -> list[DocumentResult]:
        """Of each document what was found in it, and what it has become."""
        results = []
        for document, original in zip(self.tree.documents, self.before.tree.documents, strict=True):
            path = document.path
            own: list[Finding] = []
            if path in self.asked:
                own = _each_once([*(one for one in findings if one.path == path), *self.permissions.unused(path)])
            own_sites = tuple(one for one in sites if one.path == path)
            text = document.text if document.text != original.text else None
            edits = tuple(self.made.get(path, ())) if text is not None else ()
            together = tuple(sorted(self.together.get(path, ())))
            outdated = self.recorded.outdated(path)
            results.append(DocumentResult(path, tuple(own), text, edits, own_sites, together, outdated))
        return results

    def _look(self, tree: Tree) -> _Look:
        self.context = self._context(tree)
        return _Look(self.context, list(find_sites(self.context, self._uses_mlflow, self.mlflow_importers)))

    def _read(self, more: More) -> _Look:
        """Add the documents that say what the sites of unknown origin are, step by step."""
        for _ in range(MAX_STEPS):
            look = self._look(self.tree)
            found = (more(*one) for one in sorted(self._unread(look)))
            new = {one.path: one for one in found if one is not None and one.path not in self.sources}
            trees = [tree for source in new.values() if isinstance(tree := parse_document(source), Tree)]
            self.sources.update(new)
            if not trees:
                return look
            self.permissions.note(trees)
            self.tree = Program([*self.tree.documents, *trees])
            self.before = Before(self.tree)
        return self._look(self.tree)

    def _unread(self, look: _Look) -> set[tuple[str, str]]:
        """The imports that the sites depend on and that are not read: (dotted path, location of the importer)."""
        found: list[tuple[str, Tree]] = []
        for site in look.sites:
            if site.value.kind == MIXED or site.value.confidence is not Confidence.PROVEN:
                found += unread_imports(look.context.values, site.node)
        if look.sites:
            found += [(one, self.tree.document_of(node)) for one, node in unread_exceptions(look.context)]
        return {(dotted, self.sources[document.path].location) for dotted, document in found}

    # -- one round --------------------------------------------------------------------------

    def _plan(self, look: _Look) -> list[_Planned]:
        context = look.context
        tree = context.tree
        self.fixes = Fixes(tree)
        taken = Taken()
        planned: list[_Planned] = []
        for outcome, site in self._outcomes(look):
            finding = self._finding(tree, outcome, site)
            if not self.permissions.is_wanted(finding):
                continue
            wanted = outcome.edits
            held = self.permissions.held_back(outcome, finding, self.fixes, self.before)
            if held:
                outcome = replace(outcome, edits=(), safety=Safety.MANUAL, reason=held, shim=())
                finding = self._finding(tree, outcome, site)
            one = _Planned(outcome, finding, site, wanted)
            if outcome.is_rewrite and self._may_apply(outcome, tree):
                joined = self.fixes.joined(outcome.edits)
                if joined.contradicts_itself:
                    self.withdrawn.add((outcome.rule, self.before.offset(outcome.edits[0].start)))
                    planned.append(one)
                    continue
                if joined.is_taken:
                    one.applied = True
                elif taken.take(outcome.edits):
                    one.applied = joined.is_taken = True
                    for name, span in outcome.reserve:
                        context.fresh.reserve([name], span)
            planned.append(one)
        return planned

    def _may_apply(self, outcome: Outcome, tree: Tree) -> bool:
        if (outcome.rule, self.before.offset(outcome.edits[0].start)) in self.withdrawn:
            return False
        if outcome.safety is Safety.UNSAFE and outcome.shim and self.options.fallback_shim:
            # the shim is exact, and asked for
            documents = self.fixes.documents(outcome.edits)
            free = all(is_name_free(document, "rundata_compat") for document in documents)
            return self.options.unsafe_fixes and not free
        return outcome.safety is Safety.SAFE or (outcome.safety is Safety.UNSAFE and self.options.unsafe_fixes)

    def _context(self, tree: Tree) -> Context:
        names = bindings_of(tree, self.bindings)
        evidence = self.recorded.on(tree, names)
        values = Values(tree, names, self.options.outside, self.sources, evidence)
        imports = Imports(tree, values.modules)
        return Context(
            tree,
            names,
            values,
            FreshNames(tree, names, imports),
            imports,
            self._near_rivals(tree, names),
            evidence,
            self.options.project.is_distribution,
            stands_alone=self.stands_alone,
            unsafe_fixes=self.options.unsafe_fixes,
            texts_before={one.path: one.text for one in self.before.tree.documents},
        )

    def _near_rivals(self, tree: Tree, names: Bindings) -> frozenset[str]:
        """The paths of documents in whose reach look-alikes of MLflow are; notes which import MLflow itself."""
        facts = self.options.project
        rivals: set[str] = set()
        for document in tree.documents:
            roots = imported_roots(names.of_document(document))
            here = "mlflow" in roots
            if here:
                self.mlflow_importers.add(document.path)
            if roots & api.RIVAL_RUN_ROOTS or (not here and (facts.uses_rival or roots & api.RIVAL_ROOTS)):
                rivals.add(document.path)
        return frozenset(rivals)

    def _uses_mlflow(self, path: str) -> bool:
        return path in self.mlflow_importers or self.options.project.uses_mlflow or path in self.options.evidence

    def _outcomes(self, look: _Look) -> Iterable[tuple[Outcome, Site | None]]:
        context = look.context
        # In the order of the text: the nodes of a conditional expression are not.
        sites = sorted(look.sites, key=lambda one: context.tree.inner_span(one.node)[0])
        join_traces(context, sites)
        by_node: dict[Node, Site] = {site.node: site for site in sites}
        held = HeldBack(by_node)
        likelihood = Likelihood(context, by_node, self.mlflow_importers, self.options, self.sources, self.more)
        answers: list[tuple[Outcome, Site]] = []
        for site in sites:
            outcome = decide(site)
            if outcome is not None:
                answers.append((likelihood.judged(held.judged(outcome), site), site))
                yield answers[-1]  # before the next is spelled: names that this one takes are taken then
        certain = [site for site in sites if not likelihood.is_doubtful(site)]
        # without these nothing is proven to come from MLflow, and no read of an entity is told
        may_be_proven = bool(certain or self.mlflow_importers or self.options.evidence)
        for outcome in unfollowed(context, answers, certain) if may_be_proven else ():
            yield outcome, None
        for module in modules():
            scan = getattr(module, "document_outcomes", None)
            for outcome in scan(context) if scan is not None else ():
                if self._uses_mlflow(context.tree.document_of(outcome.node).path):
                    yield outcome, None

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
        for document, own in by_document(self.tree, edits).items():
            self.recorded.note(document.path, own)
            self.made[document.path] = composed(self.made.get(document.path, []), own)
        for one in chosen:
            self.fixed.append(replace(one.finding, fixed=True))
            paths = {document.path for document in self.fixes.joined(one.outcome.edits).documents}
            if len(paths) > 1:
                joined = frozenset(paths.union(*(self.together.get(path, ()) for path in paths)))
                self.together.update(dict.fromkeys(joined, joined))
        self.fixed += self._moved_elsewhere(chosen)
        self.before.note(edits)
        self.tree = tree

    def _moved_elsewhere(self, chosen: Sequence[_Planned]) -> Iterable[Finding]:
        """A finding for each document that a fix changes without one of its sites being there."""
        named = {(one.finding.path, one.finding.message) for one in chosen}
        for one in chosen:
            for document in self.fixes.joined(one.outcome.edits).documents:
                if (document.path, one.finding.message) in named:
                    continue
                named.add((document.path, one.finding.message))
                first = min(
                    (edit for edit in one.outcome.edits if self.tree.document_at(edit.start) is document),
                    key=lambda edit: edit.start,
                )
                place = self.before.place(first.start, first.end)
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
        self.withdrawn.add((one.outcome.rule, self.before.offset(one.outcome.edits[0].start)))

    def _parsed(self, chosen: list[_Planned]) -> Tree | None:
        """The documents with the fixes, parsed; None if they break one."""
        edits = by_document(self.tree, _edits(chosen))
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
            if not compiles(text) and compiles(document.text):
                return None
            documents.append(tree)
        return documents[0] if len(documents) == 1 else Program(documents)

    def _apply_shim(self, planned: list[_Planned]) -> list[_Planned]:
        """Hand out the shim's entities at what is left, and import it."""
        plans = [self._with_shim(one) for one in self._for_shim(planned)]
        if not plans:
            return planned
        tree = self._parsed(plans)
        if tree is None:
            return planned
        for plan in plans:
            message = "the shim's entities are used here"
            fix = (
                self.fixes.fix(plan.outcome.edits, Safety.SAFE, message, plan.finding.path)
                if not self.before.is_changed
                else None
            )
            said = plan.finding.message
            if plan.outcome.safety is Safety.UNSAFE:  # what is said of the unsafe fix is not true of the shim
                said = plan.outcome.shim_message
            said, _ = parted(said, MOST_MESSAGE - len(message) - 2)
            plan.finding = replace(plan.finding, message=f"{said}: {message}", safety=Safety.MANUAL, fix=fix)
        self._keep(plans, tree)
        return self._plan(self._look(self.tree))

    def _for_shim(self, planned: Sequence[_Planned]) -> Iterable[_Planned]:
        """What is left where the shim may be used, and its name is free."""
        taken = Taken()
        free = {
            document: is_name_free(document, "rundata_compat") and not self.permissions.is_generated(document)
            for document in self.tree.documents
        }
        for one in planned:
            edits = list(one.outcome.shim)
            if all(
                free[document] and self.permissions.may_change(document, one.outcome.rule)
                for document in self.fixes.documents(edits)
            ):
                if edits and taken.take(edits, may_share=False):
                    yield one

    def _with_shim(self, one: _Planned) -> _Planned:
        """The same with the shim's edits and imports in the place of a fix."""
        imported = [
            Edit(edit.start + self.tree.base(document), edit.end + self.tree.base(document), edit.text)
            for document in self.fixes.documents(one.outcome.shim)
            for edit in import_edits(document)
        ]
        return replace(one, outcome=replace(one.outcome, edits=(*one.outcome.shim, *imported)), applied=True)

    # -- findings ---------------------------------------------------------------------------

    def _finding(self, tree: Tree, outcome: Outcome, site: Site | None) -> Finding:
        node = outcome.node if outcome.node is not None else (site.node if site is not None else None)
        assert node is not None
        start, end = tree.span(node)
        place = self.before.place(start, end)
        path = tree.document_of(node).path
        fix = None
        message = outcome.message
        if outcome.is_rewrite and not self.before.is_changed:
            fix = self.fixes.fix(outcome.edits, outcome.safety, outcome.message, path)
        if outcome.reason:
            message = f"{message}: {outcome.reason}" if outcome.safety is not Safety.SAFE else message
        # of a scan that is kept for a handler the file is said in any case
        message, details = parted(within(message, path) if outcome.safety is Safety.MANUAL else message)
        return Finding(
            path,
            place,
            outcome.rule,
            outcome.safety,
            message,
            container=site.value.container if site is not None and site.value.container != SEVERAL else None,
            confidence=site.value.confidence if site is not None else Confidence.PROVEN,
            why=chain(tree, site) if site is not None else outcome.why,
            fix=fix,
            proposal=outcome.proposal,
            place_after=tree.place(node),
            known_by=known_by(site) if site is not None else None,
            details=details,
            signs=site.signs if site is not None else (),
            recorded=sum(use.count for use in uses_at(site)) if site is not None else outcome.recorded,
        )

    def _left(self, one: _Planned) -> Finding:
        finding = one.finding
        key = (finding.rule, self.before.offset(one.outcome.edits[0].start)) if one.outcome.edits else None
        if key in self.withdrawn:
            message = f"the fix of {finding.rule} did not pass its own checks and was withdrawn"
            return replace(finding, rule="RD908", safety=Safety.MANUAL, message=message, fix=None)
        return finding

    def _left_elsewhere(self, planned: Sequence[_Planned], left: Sequence[Finding]) -> Iterable[Finding]:
        """A finding in the documents that were asked for, of what is left in others and is to do with them."""
        unasked = [
            Left(self._left(one), one.wanted, one.site.value.origins)
            for one in planned
            if not one.applied and one.site is not None and one.finding.path not in self.asked
        ]
        named = {(one.path, one.message) for one in left}
        for reading in readings(self.tree, self.context.values, self.asked, unasked) if unasked else ():
            finding = replace(reading.finding, place=self.before.place(*reading.span))
            if (finding.path, finding.message) not in named:
                named.add((finding.path, finding.message))
                yield finding


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of their places; what is said of two containers in one place is said once."""
    ordered = sorted(findings, key=lambda one: (one.place.line, one.place.column, one.rule))
    return list({(one.place, one.rule, one.message, one.fixed): one for one in reversed(ordered)}.values())[::-1]


def _edits(chosen: Sequence[_Planned]) -> list[Edit]:
    joined = {id(one.outcome.edits): one.outcome.edits for one in chosen}
    every = dict.fromkeys(edit for edits in joined.values() for edit in edits)
    return sorted(every, key=lambda edit: (edit.start, edit.end))

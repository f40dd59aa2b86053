"""The rounds of a program: sites are found, rules asked, fixes applied, until nothing changes.

Fixes that may be applied and do not overlap are applied together, and the new text goes the same way again. What a
fix leads to is checked before it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate import suppressions
from rundata_migrate.documents.edits import apply_edits, composed
from rundata_migrate.engine.edits import Moves, Taken, by_document, overlap_among
from rundata_migrate.engine.likely import Likelihood
from rundata_migrate.engine.parsing import compiles, parse_document
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
    Fix,
    Place,
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


class Rounds:
    """Documents that are read together, from one round to the next."""

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
        self.made: dict[str, list[Edit]] = {}
        """All edits so far by the documents' paths, against their original texts."""
        self.maps: list[Moves] = []
        """The edits of each round so far, to find an old place from a new one."""
        self.withdrawn: set[tuple[str, int]] = set()
        self.together: dict[str, frozenset[str]] = {}
        """Which documents fixes have changed together."""
        self.mlflow_importers: set[str] = set()
        self.joined: dict[int, _Joined] = {}
        """The edits of this round's fixes, by their identity: those of a group belong to each of its sites."""
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
        left = [self._left(one) for one in planned if not one.applied]
        elsewhere = list(self._left_elsewhere(planned, left))
        # what is said of a file that was not asked for says more than that its entity is read here
        told = {(one.path, one.place.line) for one in elsewhere}
        left = [one for one in left if one.rule != "RD410" or (one.path, one.place.line) not in told]
        left += [one for one in elsewhere if self._is_wanted(one)]
        findings = [*self.fixed, *left]
        results = []
        for document, original in zip(self.tree.documents, self.original.documents, strict=True):
            path = document.path
            own = [finding for finding in findings if finding.path == path] if path in self.asked else []
            if path in self.asked:
                own += self._unused(path)
            own = _each_once(own)
            own_sites = tuple(one for one in sites if one.path == path)
            text = document.text if document.text != original.text else None
            edits = tuple(self.made.get(path, ())) if text is not None else ()
            together = tuple(sorted(self.together.get(path, ())))
            outdated = self.recorded.outdated(path)
            results.append(DocumentResult(path, tuple(own), text, edits, own_sites, together, outdated))
        return results

    def _is_wanted(self, finding: Finding) -> bool:
        """Whether a finding's rule was asked for in its document, and no comment suppresses it."""
        is_enabled_here = is_enabled(self.options, finding.rule, finding.path)
        return is_enabled_here and not self.suppressions[finding.path].matches(finding)

    def _unused(self, path: str) -> list[Finding]:
        """The document's suppressions that suppressed nothing."""
        return self.suppressions[path].unused(lambda code: may_be_idle(self.options, code, path))

    def _look(self, tree: Tree) -> _Look:
        self.context = self._context(tree)
        return _Look(self.context, list(find_sites(self.context, self._uses_mlflow, self.mlflow_importers)))

    def _read(self, more: More) -> _Look:
        """Add the documents that say what the sites of unknown origin are, step by step."""
        for _ in range(MAX_STEPS):
            look = self._look(self.tree)
            wanted: set[tuple[str, str]] = set()
            for site in look.sites:
                if site.value.kind == MIXED or site.value.confidence is not Confidence.PROVEN:
                    found = unread_imports(look.context.values, site.node)
                    wanted |= {(dotted, self.sources[document.path].location) for dotted, document in found}
            if look.sites:
                unread = unread_exceptions(look.context)
                wanted |= {(one, self.sources[self.tree.document_of(node).path].location) for one, node in unread}
            new = {}
            for dotted, location in sorted(wanted):
                source = more(dotted, location)
                if source is not None and source.path not in self.sources:
                    new[source.path] = source
            trees = [tree for source in new.values() if isinstance(tree := parse_document(source), Tree)]
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
            if not self._is_wanted(finding):
                continue
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
        return planned

    def _held_back(self, tree: Tree, outcome: Outcome, finding: Finding) -> str:
        """Why a fix of several files or sites cannot be made as a whole."""
        if not outcome.is_rewrite:
            return ""
        for document in self._joined(outcome.edits).documents:
            if document.path not in self.asked:
                return f"the fix changes {document.path} too, which was not asked for"
            if not is_enabled(self.options, outcome.rule, document.path):
                return f"the fix changes {document.path} too, where {outcome.rule} is ignored"
        if not any(self.suppressions.values()):
            return ""
        held = self._held_by_comment(outcome, finding)
        if held:
            return held
        for node in outcome.partners:
            path = tree.document_of(node).path
            if not self.suppressions[path]:
                continue
            other = replace(finding, path=path, place=self._original_place(*tree.span(node)))
            if self.suppressions[path].matches(other):
                return f"it goes together with {tree.where(node)}, which is to stay as it is"
        return ""

    def _held_by_comment(self, outcome: Outcome, finding: Finding) -> str:
        """Which line that the fix would edit has a comment against it, in words; empty if none has."""
        for edit in outcome.edits:
            path = self.tree.document_at(edit.start).path
            if self.suppressions[path]:
                place = self._original_place(edit.start, edit.end)
                where = "" if path == finding.path else f" of {path}"
                held = self.suppressions[path].holds(outcome.rule, place, where)
                if held:
                    return held
        return ""

    def _may_apply(self, outcome: Outcome, tree: Tree) -> bool:
        if (outcome.rule, self._original_offset(outcome.edits[0].start)) in self.withdrawn:
            return False
        if outcome.safety is Safety.UNSAFE and outcome.shim and self.options.fallback_shim:
            # the shim is exact, and asked for
            documents = self._documents(outcome.edits)
            free = all(is_name_free(document, "rundata_compat") for document in documents)
            return self.options.unsafe_fixes and not free
        return outcome.safety is Safety.SAFE or (outcome.safety is Safety.UNSAFE and self.options.unsafe_fixes)

    def _context(self, tree: Tree) -> Context:
        names = bindings_of(tree, self.bindings)
        evidence = self.recorded.on(tree, names)
        values = Values(tree, names, self.options.outside, self.sources, evidence)
        facts = self.options.project
        rivals: set[str] = set()
        for document in tree.documents:
            roots = imported_roots(names.of_document(document))
            here = "mlflow" in roots
            if here:
                self.mlflow_importers.add(document.path)
            if roots & api.RIVAL_RUN_ROOTS or (not here and (facts.uses_rival or roots & api.RIVAL_ROOTS)):
                rivals.add(document.path)
        imports = Imports(tree, values.modules)
        return Context(
            tree,
            names,
            values,
            FreshNames(tree, names, imports),
            imports,
            frozenset(rivals),
            evidence,
            facts.is_distribution,
            stands_alone=self.stands_alone,
            unsafe_fixes=self.options.unsafe_fixes,
            texts_before={one.path: one.text for one in self.original.documents},
        )

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
        chosen = []
        taken = Taken()
        free = {
            document: is_name_free(document, "rundata_compat") and not self.suppressions[document.path].generated_at
            for document in self.tree.documents
        }
        for one in planned:
            edits = list(one.outcome.shim)
            if not all(free[document] and self._may_change(document, one) for document in self._documents(edits)):
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
                for edit in import_edits(document)
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
            said, _ = parted(said, MOST_MESSAGE - len(message) - 2)
            plan.finding = replace(plan.finding, message=f"{said}: {message}", safety=Safety.MANUAL, fix=fix)
        self._keep(plans, tree)
        return self._plan(self._look(self.tree))

    def _may_change(self, document: Tree, one: _Planned) -> bool:
        """Whether a document was asked for, and with it the rule."""
        return document.path in self.asked and is_enabled(self.options, one.outcome.rule, document.path)

    def _joined(self, edits: tuple[Edit, ...]) -> _Joined:
        known = self.joined.get(id(edits))
        if known is None or known.edits is not edits:
            known = self.joined[id(edits)] = _Joined(edits, self._documents(edits), overlap_among(edits))
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

    def _fix(self, edits: tuple[Edit, ...], safety: Safety, description: str, path: str) -> Fix:
        """The fix with each document's edits in that document's own offsets."""
        fixes = self._joined(edits).fixes
        key = (safety, description, path)
        if key not in fixes:
            fixes[key] = self._new_fix(edits, *key)
        return fixes[key]

    def _new_fix(self, edits: tuple[Edit, ...], safety: Safety, description: str, path: str) -> Fix:
        ordered = sorted(edits, key=lambda edit: (edit.start, edit.end))
        by_path = {one.path: tuple(own) for one, own in by_document(self.tree, ordered).items()}
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
            if not one.applied and one.site is not None and one.finding.path not in self.asked
        ]
        named = {(one.path, one.message) for one in left}
        for reading in readings(self.tree, self.context.values, self.asked, unasked) if unasked else ():
            finding = replace(reading.finding, place=self._original_place(*reading.span))
            if (finding.path, finding.message) not in named:
                named.add((finding.path, finding.message))
                yield finding

    def _original_offset(self, offset: int) -> int:
        for edits in reversed(self.maps):
            offset = edits.back(offset)
        return offset

    def _original_place(self, start: int, end: int) -> Place:
        low, high = self._original_offset(start), self._original_offset(end)
        return Place(*self.original.line_column(low), *self.original.line_column(max(low, high)))


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the order of their places; what is said of two containers in one place is said once."""
    ordered = sorted(findings, key=lambda one: (one.place.line, one.place.column, one.rule))
    return list({(one.place, one.rule, one.message, one.fixed): one for one in reversed(ordered)}.values())[::-1]


def _edits(chosen: Sequence[_Planned]) -> list[Edit]:
    joined = {id(one.outcome.edits): one.outcome.edits for one in chosen}
    every = dict.fromkeys(edit for edits in joined.values() for edit in edits)
    return sorted(every, key=lambda edit: (edit.start, edit.end))


# -- which rules ------------------------------------------------------------------------------


def is_enabled(options: EngineOptions, code: str, path: str) -> bool:
    """Whether a rule was asked for in a document."""
    return code not in options.disabled_at(path)


def may_be_idle(options: EngineOptions, code: str, path: str) -> bool:
    """Whether a suppression of the code, or of all where it is empty, is worth a word where it suppressed nothing."""
    disabled = options.disabled_at(path)
    return "RD902" not in disabled and not any(one.startswith(code) for one in disabled)

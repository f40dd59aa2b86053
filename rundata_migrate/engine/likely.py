"""How likely something of unknown origin is a run of MLflow's: signs in the code around it, and how many are needed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence, EngineOptions, Safety, Source
from rundata_migrate.flow.lattice import CONTAINER, READ_LIKE_A_RUN, Value
from rundata_migrate.rules.decide import decide
from rundata_migrate.syntax import Expression, Node, Tree, attribute_of, is_attribute
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.doubles import find_doubles
from rundata_migrate.translate.generic import trace_of
from rundata_migrate.translate.outcome import Outcome

_RUN = re.compile(r"(?:.*_)?run_?\d*\Z", re.IGNORECASE)
_RUNS = re.compile(r"(?:.*_)?runs\Z", re.IGNORECASE)
_OWN_RUN = re.compile(r".*Run(?:Data)?\Z")
_MLFLOW = frozenset({"", "mlflow"})
_BY_SHAPE = "nothing but its shape says that this is MLflow's run data"


class Likelihood:
    """What is made of the sites whose runs are of unknown origin."""

    def __init__(
        self,
        context: Context,
        sites: Mapping[Node, Site],
        importers: set[str],
        options: EngineOptions,
        sources: Mapping[str, Source],
        read: Callable[[str, str], Source | None] | None,
    ) -> None:
        """``sites`` by their expressions; ``importers`` are the documents that import MLflow, by path.

        ``read`` gives the document that an import in another means, where it is not one of the ``sources``, by path.
        """
        self._sources = sources
        self._read = read
        self._context = context
        self._tree = context.tree
        self._sites = sites
        self._importers = importers
        self._options = options
        self._known: dict[Node, bool] = {}
        self._near: dict[str, bool] = {}

    def judged(self, outcome: Outcome, site: Site) -> Outcome:
        """The outcome, unsafe where it is for what is doubtful; the site learns how likely it is, and by what."""
        self.is_doubtful(site)
        doubtful = [node for node in (site.node, *outcome.partners) if self.is_doubtful(self._sites[node])]
        if not doubtful or not outcome.is_rewrite or outcome.safety is not Safety.SAFE:
            return outcome
        return replace(outcome, safety=Safety.UNSAFE, reason=_BY_SHAPE)

    def is_doubtful(self, site: Site) -> bool:
        """Whether too few signs say that the site is one; found out once."""
        if site.node not in self._known:
            self._known[site.node] = False
            if is_by_shape(site.value) and not self._options.assume_mlflow:
                site.signs = self._signs(site)
                self._known[site.node] = len(site.signs) < self._needed(site)
            if self._known[site.node]:
                site.value = replace(site.value, confidence=Confidence.DOUBTFUL)
        return self._known[site.node]

    def _needed(self, site: Site) -> int:
        """So many signs make it likely."""
        if self._reads_double(site):
            return 1
        document = self._tree.document_of(site.node)
        facts = self._options.project
        if document.path in self._importers or document.path in self._options.evidence or self._is_near(document):
            return 1
        never = 1_000
        if facts.is_project:
            return 2 if facts.uses_mlflow else never
        if facts.uses_mlflow:
            return 1
        if self._context.rival_is_near(site.node) or _has_own_run(document) or self._is_of_a_library(site):
            return never
        return 1  # it stands alone, with nothing against it

    def _is_near(self, document: Tree) -> bool:
        """Whether the document imports one that imports MLflow, directly or by one more, or is imported by one."""
        if document.path not in self._near:
            imports = self._context.imports
            far = imports.imported(document)
            far |= {other for one in far for other in imports.imported(one)}
            far |= {one for one in self._tree.documents if document in imports.imported(one)}
            self._near[document.path] = any(one.path in self._importers for one in far) or self._reads_one(document)
        return self._near[document.path]

    def _reads_one(self, document: Tree) -> bool:
        """Whether it imports a document that imports MLflow, directly or by one more, which nobody has read so far."""
        sources = [self._sources[document.path]]
        seen = {document.path}
        for _ in range(2 if self._read is not None else 0):
            assert self._read is not None
            found = [self._read(dotted, source.location) for source in sources for dotted in _imports(source.text)]
            sources = list({one.path: one for one in found if one is not None and one.path not in seen}.values())
            seen.update(source.path for source in sources)
            # the word first: to parse all that these import would cost more than all else that is done for a site
            near = (source.text for source in sources if "mlflow" in source.text)
            if any(dotted.split(".")[0] == "mlflow" for text in near for dotted in _imports(text)):
                return True
        return False

    def _is_of_a_library(self, site: Site) -> bool:
        """Whether something that is imported, and not from MLflow, gives the run."""
        for root in self._all_roots(site):
            sources: list[Node | None] = [root]
            if isinstance(root, cst.Name) and root in self._context.names.slots:
                sources = [binding.value for binding in self._context.names.slot(root).bindings]
            for source in sources:
                while isinstance(source, (cst.Call, cst.Subscript)):
                    source = source.func if isinstance(source, cst.Call) else source.value
                if isinstance(source, Expression) and self._context.values.dotted(source).split(".")[0] not in _MLFLOW:
                    return True
        return False

    # -- signs ------------------------------------------------------------------------------

    def _signs(self, site: Site) -> tuple[str, ...]:
        """In words: its name, its `.info`, its containers, a timestamp; each kind counts once."""
        found: dict[str, str] = {}
        for root in self._all_roots(site):
            for name in self._names(root):
                found.setdefault("name", name)
            found.update(self._reads(root))
            if self._context.values.derived.may_be_run(root):
                found["run"] = "a run of MLflow's may come to it"
        if site.value.container == "metrics":
            for use in trace_of(site).evidence:
                read = use if isinstance(use, cst.Attribute) else self._tree.parent(use)
                if is_attribute(read, {"timestamp"}):
                    found["timestamp"] = "a metric's `.timestamp` is read"
        if self._reads_double(site):
            found["double"] = "it stands for a run in a test"
        return tuple(found.values())

    def _reads_double(self, site: Site) -> bool:
        """Whether a test double is read, which changes together with all that reads it or not at all (RD406)."""
        every = find_doubles(self._context, decide)
        return any(reader.node is site.node for double in every for reader in double.readers)

    def _all_roots(self, site: Site) -> list[Expression]:
        every = self._context.names.index.in_order(site.value.origins)
        origins = [one for one in every if isinstance(one, Expression)] or [site.node]
        return [root for origin in origins for root in self._roots(origin)]

    def _roots(self, origin: Expression) -> Iterator[Expression]:
        """``run`` of ``run.data.metrics``, and of ``data.metrics`` where ``data = run.data``."""
        parts = attribute_of(origin)
        data: Expression = parts[0] if parts is not None and parts[1] in api.CONTAINERS else origin
        candidates: list[Node | None] = [data]
        if isinstance(data, cst.Name) and data in self._context.names.slots:
            candidates = [binding.value for binding in self._context.names.slot(data).in_order()]
        for candidate in candidates:
            found = attribute_of(candidate)
            if found is not None and found[1] == "data":
                yield found[0]

    def _names(self, root: Expression) -> Iterator[str]:
        name = _called(root)
        if _RUN.match(name):
            yield f"it is called `{name}`"
        if isinstance(root, cst.Subscript) and _RUNS.match(_called(root.value)):
            yield f"it is an element of `{_called(root.value)}`"
        if isinstance(root, cst.Name) and root in self._context.names.slots:
            for binding in self._context.names.slot(root).bindings:
                yield from self._bound(binding.node, binding.value)

    def _bound(self, target: Node | None, value: Node | None) -> Iterator[str]:
        parent = self._tree.parent(target)
        if isinstance(parent, (cst.For, cst.CompFor)) and parent.target is target:
            if _RUNS.match(_called(parent.iter)):
                yield f"it is an element of `{_called(parent.iter)}`"
        elif isinstance(value, cst.Call) and self._context.values.dotted(value.func).split(".")[0] == "mlflow":
            yield f"it is what `{self._tree.code(value.func)}` gives"
        elif isinstance(value, (cst.Call, cst.Name, cst.Attribute)) and _RUN.match(_called(value)):
            yield f"it is what `{_called(value)}` gives"
        elif isinstance(value, cst.Subscript) and _RUNS.match(_called(value.value)):
            yield f"it is an element of `{_called(value.value)}`"

    def _reads(self, root: Expression) -> Iterator[tuple[str, str]]:
        """What else is read of it in the same function."""
        shown = _flat(self._tree, root)
        function = self._tree.function_of(root)
        containers: set[str] = set()
        index = self._context.names.index
        for name in ("info", *api.CONTAINERS):
            for read in index.attributes(name):
                if not isinstance(read, cst.Attribute) or self._tree.function_of(read) is not function:
                    continue
                if name == "info" and _flat(self._tree, read.value) == shown:
                    yield "info", "its `.info` is read"
                elif name != "info" and any(_flat(self._tree, one) == shown for one in self._roots(read)):
                    containers.add(name)
        if len(containers) > 1:
            *others, last = (f"`.{name}`" for name in sorted(containers))
            yield "containers", f"{', '.join(others)} and {last} are read of it"


def is_by_shape(value: Value) -> bool:
    """Whether only the shape of the code says that it is a container."""
    is_unproven = value.kind == CONTAINER and value.confidence is not Confidence.PROVEN
    return is_unproven and any(READ_LIKE_A_RUN in link for link in value.why)


def _imports(text: str) -> Iterator[str]:
    """The dotted paths that a text imports."""
    try:
        nodes = list(ast.walk(ast.parse(text)))
    except (SyntaxError, ValueError, RecursionError):
        return
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            begin = "." * node.level + (f"{node.module}." if node.module else "")
            yield from (begin + alias.name for alias in node.names)


def _called(node: Node | None) -> str:
    """The last name of an expression: that of the function where it is a call."""
    while isinstance(node, cst.Call):
        node = node.func
    if isinstance(node, cst.Attribute):
        return node.attr.value
    return node.value if isinstance(node, cst.Name) else ""


def _flat(tree: Tree, node: Node) -> str:
    return "".join(tree.code(node).split())


def _has_own_run(document: Tree) -> bool:
    """Whether the text defines what may be its own kind of run."""
    for node in document.every(cst.ClassDef):
        if _OWN_RUN.match(node.name.value) or re.search(r"\bdata\b", document.code(node.body)):
            return True
    return False

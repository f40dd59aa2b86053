"""An import that fixes left unused: ``from operator import attrgetter`` after ``key=attrgetter("value")`` went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Tree
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD502",
    name="unused-import",
    what="an import that fixes left unused: `from operator import attrgetter` where no `attrgetter` is left",
    why="What nothing reads any more is in the way of readers, and of linters.",
    safety=(
        "Safe: only at a module's top level, of `mlflow` or of `operator`, `functools`, `itertools`, `collections` and `typing`, "
        "where the name was used before and is now found nowhere else in the file (comments and strings count), is imported "
        "from there by no other file, and where the file is no `__init__.py`. A file's last import of MLflow stays: it says "
        "whose runs these are."
    ),
    examples=(
        Example(
            "from operator import attrgetter\nks = sorted(run.data.metrics, key=attrgetter('key'))\n"
            "print([m.key for m in ks])\n",
            "ks = sorted(run.data.metrics)\nprint(list(ks))\n",
        ),
        Example(
            "import mlflow\nfrom mlflow.entities import Metric, Param\nfrom typing import Dict, List\n"
            "xs: List[Metric] = mlflow.active_run().data.metrics\n",
            "import mlflow\nfrom mlflow.entities import Param\nfrom typing import Dict\n"
            "xs: Dict[str, float] = mlflow.active_run().data.metrics\n",
            note="`Param` was not used before",
        ),
        Example(
            "import operator\nx = max(run.data.metrics, key=operator.attrgetter('value')).value\n"
            "print(operator.add(x, 1))\n",
            "import operator\nx = max(run.data.metrics.values())\nprint(operator.add(x, 1))\n",
        ),
        Example("from operator import attrgetter\nx = run.data.metrics['a']\n"),
        Example("from operator import attrgetter\nxs = sorted(history, key=attrgetter('value'))\n"),
        Example("import mlflow\nfrom mlflow.entities import Metric\n"),
    ),
)

_ROOTS = frozenset({"mlflow", "operator", "functools", "itertools", "collections", "typing"})


def document_outcomes(context: Context) -> Iterator[Outcome]:
    """The imports of changed documents whose names have gone from them."""
    for document in context.tree.documents:
        before = context.texts_before.get(document.path, document.text)
        if document.text == before or PurePath(document.path).name == "__init__.py":
            continue
        for line in document.module.body:
            if isinstance(line, cst.SimpleStatementLine) and len(line.body) == 1:
                yield from _of_statement(context, document, line, before)


def _of_statement(context: Context, document: Tree, line: cst.SimpleStatementLine, before: str) -> Iterator[Outcome]:
    statement = line.body[0]
    if not isinstance(statement, (cst.Import, cst.ImportFrom)) or isinstance(statement.names, cst.ImportStar):
        return
    if isinstance(statement, cst.ImportFrom) and (statement.relative or _root(statement.module) not in _ROOTS):
        return
    aliases = list(statement.names)
    gone = [alias for alias in aliases if _is_gone(context, document, statement, alias, before)]
    if not gone or (len(gone) == len(aliases) and _is_last_of_mlflow(document, statement)):
        return
    edits = _edits(context.tree, line, aliases, gone)
    start, end = min(edit.start for edit in edits), max(edit.end for edit in edits)
    if context.tree.has_comment(start, end):
        return
    shown = ", ".join(f"`{_bound(alias)}`" for alias in gone)
    yield Outcome(RULE.code, f"nothing reads {shown} any more", Safety.SAFE, tuple(edits), statement)


def _is_last_of_mlflow(document: Tree, statement: cst.Import | cst.ImportFrom) -> bool:
    """Whether the file would have no import of MLflow without it: that is what says that its runs are MLflow's."""
    others = [one for one in document.every(cst.Import, cst.ImportFrom) if one is not statement]
    return _is_of_mlflow(statement) and not any(_is_of_mlflow(one) for one in others)


def _is_of_mlflow(statement: cst.CSTNode) -> bool:
    if isinstance(statement, cst.ImportFrom):
        return not statement.relative and _root(statement.module) == "mlflow"
    return isinstance(statement, cst.Import) and any(_root(one.name) == "mlflow" for one in statement.names)


def _root(module: cst.BaseExpression | None) -> str:
    while isinstance(module, cst.Attribute):
        module = module.value
    return module.value if isinstance(module, cst.Name) else ""


def _bound(alias: cst.ImportAlias) -> str:
    """The name that the alias binds."""
    return alias.evaluated_alias or alias.evaluated_name.partition(".")[0]


def _is_gone(
    context: Context, document: Tree, statement: cst.Import | cst.ImportFrom, alias: cst.ImportAlias, before: str
) -> bool:
    if isinstance(statement, cst.Import) and alias.evaluated_name not in _ROOTS - {"mlflow"}:
        return False
    name = _bound(alias)
    binding = context.names.binding_of_target.get(alias)
    if binding is None or binding.uses or context.values.escapes.is_read_elsewhere(binding):
        return False
    word = re.compile(rf"\b{re.escape(name)}\b")
    own = len(word.findall(context.tree.code(alias)))
    module = context.tree.code(statement.module) if isinstance(statement, cst.ImportFrom) and statement.module else ""
    own += len(word.findall(module))
    return len(word.findall(document.text)) == own < len(word.findall(before))


def _edits(
    tree: Tree, line: cst.SimpleStatementLine, aliases: list[cst.ImportAlias], gone: list[cst.ImportAlias]
) -> list[Edit]:
    """What takes the aliases out, with their commas; with all of them the whole line goes."""
    if len(gone) == len(aliases):
        return [Edit(*tree.line_range(*tree.inner_span(line)), "")]
    starts = [tree.inner_span(alias.name)[0] for alias in aliases]
    ends = [tree.inner_span(alias.asname.name if alias.asname else alias.name)[1] for alias in aliases]
    last = max(index for index, alias in enumerate(aliases) if alias not in gone)
    edits = [Edit(starts[at], starts[at + 1], "") for at, alias in enumerate(aliases[:last]) if alias in gone]
    return edits if last == len(aliases) - 1 else [*edits, Edit(ends[last], ends[-1], "")]

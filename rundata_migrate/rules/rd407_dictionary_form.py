"""``run.to_dictionary()["metrics"]`` was a list of rows; ``from_dictionary`` is gone."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Edit, Safety
from rundata_migrate.flow.lattice import CONTAINER, Value
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, is_attribute, only_target
from rundata_migrate.translate.context import Context, Site
from rundata_migrate.translate.dictionary_forms import may_change, rows_from_elsewhere, rows_read, runs_made
from rundata_migrate.translate.follow import trace_container
from rundata_migrate.translate.follow.rows import BY_FIELD
from rundata_migrate.translate.generic import spelled
from rundata_migrate.translate.handlers import exception_change
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.rows import copied, looked_up
from rundata_migrate.translate.text import ATOM, as_base, flat, replace_node

RULE = Rule(
    code="RD407",
    name="dictionary-form",
    what="run data as a dictionary: rows of `to_dictionary()`, `from_dictionary`",
    why=(
        "`to_dictionary()['metrics']` was a list of `{'key': ..., 'value': ...}` up to 0.9.1 and is a dict from 1.0 on "
        "(entities/run_data.py); `RunData.from_dictionary` and `Run.from_dictionary` of rows fail from 1.0 on."
    ),
    safety=(
        "Safe where each use of the rows is seen and reads `row['key']` and `row['value']` only. Rows and dictionaries that come "
        "from another function are named where they are read. What is written elsewhere (`json.dumps`) has dicts where it had "
        "lists of rows, which new code may mean: see to who reads it."
    ),
    examples=(
        Example(
            "import mlflow\nd = mlflow.active_run().to_dictionary()\nfor row in d['data']['metrics']:\n    print(row['key'])\n",
            "import mlflow\nd = mlflow.active_run().to_dictionary()\nfor key in d['data']['metrics']:\n    print(key)\n",
        ),
        Example(
            "import mlflow\nrows = mlflow.active_run().data.to_dictionary()['params']\n"
            "print({r['key']: r['value'] for r in rows})\n",
            "import mlflow\nrows = mlflow.active_run().data.to_dictionary()['params']\nprint(dict(rows))\n",
        ),
        Example(
            "import mlflow\nd = mlflow.active_run().data.to_dictionary()\n"
            "lr = [r for r in d['params'] if r['key'] == 'lr'][0]['value']\n",
            "import mlflow\nd = mlflow.active_run().data.to_dictionary()\nlr = d['params']['lr']\n",
        ),
        Example(
            "import mlflow\nd = mlflow.active_run().to_dictionary()\nfor row in d['data']['metrics']:\n"
            "    print(row['key'], row['timestamp'])\n",
            named=True,
        ),
        Example(
            "import mlflow\nd = mlflow.active_run().to_dictionary()\nfor row in d['data']['tags']:\n    row['value'] = ''\n",
            named=True,
        ),
        Example(
            "import mlflow\ndef show(d):\n    for row in d['metrics']:\n        print(row['key'])\n"
            "d = mlflow.active_run().data.to_dictionary()\nd['metrics'] = [{'key': 'a'}]\nshow(d)\n",
            named=True,
        ),
        Example(
            "import mlflow\ndef rows():\n    return mlflow.active_run().data.to_dictionary()['tags']\n"
            "print([row['key'] for row in rows()])\n",
            named=True,
        ),
        Example(
            "import mlflow\ndef show(rows):\n    for row in rows:\n        print(row['key'])\n"
            "show(mlflow.active_run().data.to_dictionary()['metrics'])\n",
            named=True,
        ),
        Example("from mlflow.entities import RunData\ndata = RunData.from_dictionary(rows)\n", named=True),
        Example("import mlflow\nd = mlflow.active_run().to_dictionary()\nprint(d['info'])\n"),
        Example("import mlflow\nd = mlflow.active_run().data.to_dictionary()\nprint(d['metrics']['acc'])\n"),
        Example("m = Metric.from_dictionary({'key': 'a'})\n"),
    ),
)

_ITEMS = "`.items()` of it"


def document_outcomes(context: Context) -> list[Outcome]:
    """Rows read from a dictionary form, and runs made from one."""
    reason = "MLflow 1.0 and later cannot make runs from rows"
    found = [_left(call, reason, "`RunData(metrics=[...])`") for call in runs_made(context)]
    if not any(context.names.index.attributes("to_dictionary")):
        return found
    for read, container in rows_read(context):
        found += _of_rows(context, read, container)
    for node in rows_from_elsewhere(context):
        if _of_use(context, node, None) is not None:
            found.append(_left(node, "these rows are made elsewhere, and are a dict from 1.0 on", _ITEMS))
    return found


def _of_rows(context: Context, node: Expression, container: str) -> list[Outcome]:
    """The outcomes for the rows, or for each use of the name that they are given."""
    parent = context.tree.parent(node)
    if may_change(context, node):
        reason = "the dictionary may be changed before it is read, or is made elsewhere"
        return [_left(node, reason, _ITEMS)] if _of_use(context, node, container) is not None else []
    if not isinstance(parent, cst.Assign):
        found = _of_use(context, node, container)
        return [found] if found is not None else []
    target = only_target(parent)
    binding = context.names.binding_of_target.get(target)
    if binding is None:
        return []
    outcomes = [one for one in (_of_use(context, use, container) for use in binding.uses) if one is not None]
    is_only = all(context.names.slot(use).only is binding for use in binding.uses)
    is_local = binding.scope.kind != "module" or not context.values.escapes.is_read_elsewhere(binding)
    if outcomes and not (is_only and is_local):
        return [_left(node, f"`{binding.name}` may be something else, or read elsewhere", _ITEMS)]
    return outcomes


def _of_use(context: Context, node: Expression, container: str | None) -> Outcome | None:
    """What becomes of one use of rows; None where none is read as a row."""
    site = Site(context, node, Value(CONTAINER, container=container))
    short = _as_copy(site) or _as_lookup(site)
    if short is not None:
        return short
    if is_attribute(context.tree.parent(node), api.LIST_ONLY_METHODS):
        return _left(node, "this is a dict of keys and values from 1.0 on", _ITEMS)
    trace = trace_container(site, manner=BY_FIELD)
    if not trace.is_old_style:
        return None
    if trace.blockers or trace.new_style or trace.exceptions:
        reason = trace.blockers[0].reason if trace.blockers else "a row is read where there may be none"
        return _left(node, reason, f"{_ITEMS}: this is a dict of keys and values from 1.0 on")
    outcome = _fixed(node, spelled(trace))
    outcome.reserve = list(trace.reserved)
    return outcome


def _as_copy(site: Site) -> Outcome | None:
    """``{row["key"]: row["value"] for row in rows}``."""
    tree, comp = site.context.tree, copied(site)
    if comp is None or not site.context.has_builtin("dict", comp) or tree.has_comment(*tree.span(comp)):
        return None
    return _fixed(comp, [replace_node(tree, comp, f"dict({flat(tree.code(site.node))})", ATOM)])


def _as_lookup(site: Site) -> Outcome | None:
    """``[row for row in rows if row["key"] == "acc"][0]["value"]``, where nobody can tell which exception it raises."""
    tree, found = site.context.tree, looked_up(site)
    if found is None or tree.has_comment(*tree.span(found[0])):
        return None
    verdict = exception_change(site.context, found[0], "IndexError", "KeyError")
    if not verdict.possible or verdict.edits or verdict.doubt:
        return None
    text = f"{as_base(tree, site.node)}[{tree.code(found[1])}]"
    return _fixed(found[0], [replace_node(tree, found[0], text, ATOM)])


def _left(node: Expression, reason: str, proposal: str) -> Outcome:
    return Outcome(RULE.code, "run data in its dictionary form", Safety.MANUAL, (), node, reason, proposal)


def _fixed(node: Expression, edits: list[Edit]) -> Outcome:
    return Outcome(RULE.code, "the dictionary form holds dicts now", Safety.SAFE, tuple(dict.fromkeys(edits)), node)

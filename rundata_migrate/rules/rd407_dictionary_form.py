"""``run.to_dictionary()["metrics"]`` was a list of rows; ``from_dictionary`` is gone."""

from __future__ import annotations

import libcst as cst

from rundata_migrate import mlflow_api as api
from rundata_migrate.findings import Confidence, Edit, Safety
from rundata_migrate.flow.bindings import ASSIGN, Binding
from rundata_migrate.flow.lattice import CONTAINER, ROWS, TO_DICTIONARY, Value
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import Expression, Node, index_of, is_attribute, only_target, string_of
from rundata_migrate.translate.context import Context, Site
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


def document_outcomes(context: Context) -> list[Outcome]:
    """Rows read from a dictionary form, and runs made from one."""
    found = [_left(call, *_OF_ROWS) for call in context.tree.every(cst.Call) if _makes_run(context, call)]
    if not any(context.names.index.attributes("to_dictionary")):
        return found
    for read in context.tree.every(cst.Subscript):
        container = string_of(index_of(read))
        if container in api.CONTAINERS and _is_form(context, read.value):
            found += _of_rows(context, read, container)
    for node in context.tree.every(cst.Name, cst.Attribute, cst.Call):
        found += _from_elsewhere(context, node)
    return found


_OF_ROWS = "MLflow 1.0 and later cannot make runs from rows", "`RunData(metrics=[...])`"


def _makes_run(context: Context, call: cst.Call) -> bool:
    """``Run.from_dictionary(...)``, ``RunData.from_dictionary(...)``."""
    owner, _, method = context.values.dotted(call.func).rpartition(".")
    return method == "from_dictionary" and owner in api.RUN_PATHS | api.RUN_DATA_PATHS


def _from_elsewhere(context: Context, node: Expression) -> list[Outcome]:
    """Rows that a parameter, an attribute or a result holds: read here, made by somebody else."""
    if isinstance(node, cst.Name) and node not in context.names.slots:
        return []
    value = context.values.of(node)
    if value.kind != ROWS or value.confidence is not Confidence.PROVEN:
        return []
    if isinstance(node, cst.Name) and any(_is_of_form(context, one) for one in context.names.slot(node).bindings):
        return []  # where it is bound is looked at
    if isinstance(context.tree.parent(node), (cst.AssignTarget, cst.Del)) or _of_use(context, node, None) is None:
        return []
    return [_left(node, "these rows are made elsewhere, and are a dict from 1.0 on", "`.items()` of it")]


def _is_of_form(context: Context, binding: Binding) -> bool:
    value = binding.value
    return binding.kind == ASSIGN and isinstance(value, cst.Subscript) and _is_form(context, value.value)


_WRITERS = frozenset({"dump", "dumps", "safe_dump", "log_dict"})
_READERS = frozenset({"get", "items", "keys", "values", "copy", *api.LIST_ONLY_METHODS})


def _left(node: Expression, reason: str, proposal: str) -> Outcome:
    return Outcome(RULE.code, "run data in its dictionary form", Safety.MANUAL, (), node, reason, proposal)


def _is_form(context: Context, node: Expression) -> bool:
    if isinstance(node, cst.Subscript) and string_of(index_of(node)) == "data":
        return _is_form(context, node.value)
    value = context.values.of(node)
    return value.kind == TO_DICTIONARY and value.confidence is Confidence.PROVEN


def _of_rows(context: Context, node: Expression, container: str | None) -> list[Outcome]:
    """The outcomes for the rows, or for each use of the name that they are given."""
    parent = context.tree.parent(node)
    if isinstance(parent, (cst.AssignTarget, cst.Del)):
        return []
    if _may_change(context, node):
        outcome = _of_use(context, node, container)
        reason = "the dictionary may be changed before it is read, or is made elsewhere"
        return [_left(node, reason, "`.items()` of it")] if outcome is not None else []
    if not isinstance(parent, cst.Assign):
        found = _of_use(context, node, container)
        return [found] if found is not None else []
    target = only_target(parent)
    binding = context.names.binding_of_target.get(target) if target is not None else None
    if binding is None:
        return []
    outcomes = [one for one in (_of_use(context, use, container) for use in binding.uses) if one is not None]
    is_only = all(context.names.slot(use).bindings == {binding} for use in binding.uses)
    is_local = binding.scope.kind != "module" or not context.values.escapes.is_read_elsewhere(binding)
    if outcomes and not (is_only and is_local):
        return [_left(node, f"`{binding.name}` may be something else, or read elsewhere", "`.items()` of it")]
    return outcomes


def _may_change(context: Context, node: Expression) -> bool:
    """Whether something may be put into the dictionary that the rows are read from."""
    root = node
    while isinstance(root, cst.Subscript):
        root = root.value
    if not isinstance(root, cst.Name):
        return not _is_fresh(root)
    bindings = context.names.slot(root).bindings
    if not all(binding.kind == ASSIGN and binding.path == () and _is_fresh(binding.value) for binding in bindings):
        return True
    uses = {use for binding in bindings for use in binding.uses}
    return any(_is_change(context, use) for use in uses)


def _is_fresh(node: Node | None) -> bool:
    """``run.to_dictionary()``, or its data: nobody else has it."""
    while isinstance(node, cst.Subscript):
        node = node.value
    return isinstance(node, cst.Call) and is_attribute(node.func, {"to_dictionary"})


def _is_change(context: Context, use: Expression) -> bool:
    tree = context.tree
    parent = tree.parent(use)
    while isinstance(parent, cst.Subscript) and parent.value is use:
        use, parent = parent, tree.parent(parent)
    if isinstance(parent, cst.Attribute):
        return parent.attr.value not in _READERS
    if isinstance(parent, cst.Arg):
        call = tree.parent(parent)
        if not isinstance(call, cst.Call):
            return True
        return context.values.builtin_name(call.func) is None and not is_attribute(call.func, _WRITERS)
    if isinstance(parent, (cst.Assign, cst.Return, cst.Element, cst.DictElement, cst.Yield)):
        return string_of(index_of(use)) not in api.CONTAINERS
    return isinstance(parent, (cst.AssignTarget, cst.AugAssign, cst.Del))


def _of_use(context: Context, node: Expression, container: str | None) -> Outcome | None:
    site = Site(context, node, Value(CONTAINER, container=container))
    tree = context.tree
    comp = copied(site)
    if comp is not None and context.has_builtin("dict", comp) and not tree.has_comment(*tree.span(comp)):
        return _fixed(comp, [replace_node(tree, comp, f"dict({flat(tree.code(node))})", ATOM)])
    found = looked_up(site)
    if found is not None and not tree.has_comment(*tree.span(found[0])):
        verdict = exception_change(context, found[0], "IndexError", "KeyError")
        if verdict.possible and not verdict.edits and not verdict.doubt:
            text = f"{as_base(tree, node)}[{tree.code(found[1])}]"
            return _fixed(found[0], [replace_node(tree, found[0], text, ATOM)])
    parent = tree.parent(node)
    if is_attribute(parent, api.LIST_ONLY_METHODS):
        return _left(node, "this is a dict of keys and values from 1.0 on", "`.items()` of it")
    trace = trace_container(site, manner=BY_FIELD)
    if not trace.is_old_style:
        return None
    if trace.blockers or trace.new_style or trace.exceptions:
        reason = trace.blockers[0].reason if trace.blockers else "a row is read where there may be none"
        return _left(node, reason, "`.items()` of it: this is a dict of keys and values from 1.0 on")
    outcome = _fixed(node, spelled(trace))
    outcome.reserve = list(trace.reserved)
    return outcome


def _fixed(node: Expression, edits: list[Edit]) -> Outcome:
    return Outcome(RULE.code, "the dictionary form holds dicts now", Safety.SAFE, tuple(dict.fromkeys(edits)), node)

"""``for m in C: d[m.key] = m.value`` becomes ``d.update(C)``."""

from __future__ import annotations

import libcst as cst

from rundata_migrate.findings import Edit, Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.syntax import block_statements, index_of, name_of, only_target
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.evaluation import is_certainly_bound
from rundata_migrate.translate.outcome import Outcome
from rundata_migrate.translate.reading import is_made_as
from rundata_migrate.translate.scan import read_of
from rundata_migrate.translate.text import flat

RULE = Rule(
    code="RD203",
    name="dict-update",
    what="a loop that only fills a dict: `for m in C: d[m.key] = m.value` -> `d.update(C)`",
    why="It writes the same keys and values in the same order.",
    safety=(
        "Safe where `d` is plainly a dict: another object's `update` may mean something else (a DataFrame's does), "
        "so the loop is kept there (RD301)."
    ),
    examples=(
        Example("d = {}\nfor m in run.data.metrics:\n    d[m.key] = m.value\n", "d = {}\nd.update(run.data.metrics)\n"),
        Example(
            "d = load()\nfor m in run.data.metrics:\n    d[m.key] = m.value\n",
            "d = load()\nfor key, value in run.data.metrics.items():\n    d[key] = value\n",
            note="nobody knows what `d` is",
        ),
        Example(
            "d = {}\nfor m in run.data.metrics:\n    d[m.key] = float(m.value)\n",
            "d = {}\nfor key, value in run.data.metrics.items():\n    d[key] = float(value)\n",
        ),
        Example("d = {}\nd.update(run.data.metrics)\n"),
        Example("d = {}\nfor m in run.data.metrics:\n    d[m] = run.data.metrics[m]\n"),
        Example("d = {}\nfor m in items:\n    d[m.key] = m.value\n"),
        Example("d = {}\nfor k, v in run.data.metrics.items():\n    d[k] = v\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The update, if the site is one."""
    tree = site.context.tree
    loop = tree.parent(site.node)
    if not isinstance(loop, cst.For) or loop.iter is not site.node or loop.orelse is not None:
        return []
    element = name_of(loop.target)
    binding = site.context.names.binding_of_target.get(loop.target)
    statements = block_statements(loop.body)
    if element is None or binding is None or len(statements) != 1 or loop.asynchronous is not None:
        return []
    statement = statements[0]
    target = only_target(statement)
    if (
        not isinstance(statement, cst.Assign)
        or not isinstance(target, cst.Subscript)
        or not isinstance(target.value, cst.Name)
    ):
        return []
    if read_of(index_of(target), element) != "key" or read_of(statement.value, element) != "value":
        return []
    if (
        len(binding.uses) != 2
        or not is_made_as(site.context, target.value, "dict")
        or not is_certainly_bound(site.context, target.value)
    ):
        return []
    start, end = tree.span(loop)[0], tree.span(statement)[1]
    if "#" in tree.text[start:end]:
        return []
    text = f"{target.value.value}.update({flat(tree.code(site.node))})"
    message = "the dict is updated with the container now"
    return [Outcome(RULE.code, message, Safety.SAFE, (Edit(start, end, text),), site.node)]

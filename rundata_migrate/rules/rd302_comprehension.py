"""``[f(m.key, m.value) for m in C]`` becomes the same over ``C.items()``."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD302",
    name="comprehension",
    what="a comprehension over entities: `for m in C` -> `for key, value in C.items()`",
    why=("As for loops. A filtered list of entities becomes a list of what its readers need: values, keys, or pairs."),
    safety=(
        "Safe where every read of the element is understood; new names are free where they are put. Unsafe where the "
        "function reads its own variables by name (`locals()`, `eval`)."
    ),
    examples=(
        Example(
            "d = {m.key.upper(): m.value for m in run.data.metrics}\n",
            "d = {key.upper(): value for key, value in run.data.metrics.items()}\n",
        ),
        Example(
            "xs = [m.value for m in run.data.metrics if m.value > 0]\n",
            "xs = [value for value in run.data.metrics.values() if value > 0]\n",
        ),
        Example(
            'xs = [m for m in run.data.metrics if m.key.startswith("val_")]\nprint(len(xs), xs[0].value)\n',
            'xs = [value for key, value in run.data.metrics.items() if key.startswith("val_")]\nprint(len(xs), xs[0])\n',
        ),
        Example(
            "n = [i for i in ids for t in client.get_run(i).data.tags if t.key == k and t.value == v]\n",
            "n = [i for i in ids for key, value in client.get_run(i).data.tags.items() if key == k and value == v]\n",
        ),
        Example("xs = [m for m in run.data.metrics]\n"),
        Example("xs = [m.upper() for m in run.data.metrics]\n"),
        Example("xs = [(k, v) for k, v in run.data.metrics.items()]\n"),
        Example("xs = [m.key.upper() for m in xs]\n"),
        Example("xs = [run.data.params[p] for p in run.data.params]\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The rewritten comprehension, if the site is one."""
    return generic_outcomes(site, RULE.code)

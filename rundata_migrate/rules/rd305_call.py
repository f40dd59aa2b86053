"""``map``, ``filter`` and lambdas that are given entities."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD305",
    name="call",
    what="functions given entities: `filter(lambda m: m.value > 0, C)` -> `filter(lambda value: value > 0, C.values())`",
    why=("The lambda takes what the container now gives: a key, a value, or the pair."),
    safety=(
        "Safe where every read of the element is understood; new names are free where they are put. Unsafe where the "
        "function reads its own variables by name (`locals()`, `eval`)."
    ),
    examples=(
        Example(
            "n = len(list(filter(lambda m: m.value > 0, run.data.metrics)))\n",
            "n = len(list(filter(lambda value: value > 0, run.data.metrics.values())))\n",
        ),
        Example(
            "xs = list(map(lambda m: m.key + str(m.value), run.data.metrics))\n",
            "xs = list(map(lambda item: item[0] + str(item[1]), run.data.metrics.items()))\n",
        ),
        Example("xs = list(map(str.upper, run.data.metrics))\n"),
        Example("xs = list(map(lambda k: k.upper(), run.data.metrics))\n"),
        Example('xs = list(filter(lambda k: k.startswith("a"), run.data.metrics))\n'),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The rewritten call, if the site is one."""
    return generic_outcomes(site, RULE.code)

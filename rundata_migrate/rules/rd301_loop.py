"""``for m in C`` becomes ``for key, value in C.items()``."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD301",
    name="loop",
    what="a loop over entities: `for m in C` -> `for key, value in C.items()`",
    why=(
        "A loop that only reads `m.key` and `m.value` reads the dict's pairs, in the same order. Only the values: "
        "`C.values()`; only the keys: `C`. The names are `key` and `value`, or `metric_key` and so on where those are taken."
    ),
    safety=(
        "Safe where every read of the element is understood; new names are free where they are put. Unsafe where the "
        "function reads its own variables by name (`locals()`, `eval`)."
    ),
    examples=(
        Example(
            "for m in run.data.metrics:\n    print(m.key, m.value)\n",
            "for key, value in run.data.metrics.items():\n    print(key, value)\n",
        ),
        Example(
            "for p in run.data.params:\n    log(p.value)\n",
            "for value in run.data.params.values():\n    log(value)\n",
        ),
        Example("for t in run.data.tags:\n    print(t.key)\n", "for key in run.data.tags:\n    print(key)\n"),
        Example(
            "key = 1\nfor m in run.data.metrics:\n    print(m.key, key)\n",
            "key = 1\nfor metric_key in run.data.metrics:\n    print(metric_key, key)\n",
            note="`key` is taken",
        ),
        Example(
            "for m in run.data.metrics:\n    for p in run.data.params:\n        print(m.key, p.key, m.value, p.value)\n",
            "for key, value in run.data.metrics.items():\n"
            "    for param_key, param_value in run.data.params.items():\n        print(key, param_key, value, param_value)\n",
        ),
        Example("for m in run.data.metrics:\n    print(m.lower())\n"),
        Example("for m in run.data.metrics:\n    print(run.data.metrics[m])\n"),
        Example("for key, value in run.data.metrics.items():\n    print(key, value)\n"),
        Example("for m in items:\n    print(m.key, m.value)\n"),
        Example("for _ in run.data.metrics:\n    n += 1\n"),
        Example('for m in client.get_metric_history("r", "k"):\n    print(m.key, m.value)\n'),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The rewritten loop, if the site is one."""
    return generic_outcomes(site, RULE.code)

"""``C[0].value`` becomes ``list(C.values())[0]``."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD304",
    name="position",
    what="entities by position: `C[0].value` -> `list(C.values())[0]`",
    why=(
        "The dict keeps the order that the list had. A list of its values, keys or pairs has the same element at the "
        "same position and the same IndexError where there is none; `next(iter(...))` would raise StopIteration, which "
        "a caller such as `map` swallows."
    ),
    safety=("Safe. Manual where the index may be a position or a key."),
    examples=(
        Example("v = run.data.metrics[0].value\n", "v = list(run.data.metrics.values())[0]\n"),
        Example("k = run.data.metrics[-1].key\n", "k = list(run.data.metrics)[-1]\n"),
        Example(
            "m = run.data.metrics[0]\nprint(m.value)\n",
            "m = list(run.data.metrics.values())[0]\nprint(m)\n",
        ),
        Example(
            "m = run.data.metrics[0]\nprint(m.key, m.value)\n",
            "metric_key, metric_value = list(run.data.metrics.items())[0]\nprint(metric_key, metric_value)\n",
        ),
        Example(
            "for m in run.data.metrics[:2]:\n    print(m.key, m.value)\n",
            "for key, value in list(run.data.metrics.items())[:2]:\n    print(key, value)\n",
        ),
        Example("def f(run, i):\n    return run.data.metrics[i].value\n", named=True),
        Example("v = run.data.metrics[name]\n"),
        Example("k = list(run.data.metrics)[0]\n"),
        Example('v = runs[0].data.metrics["acc"]\n'),
        Example("v = xs[0].value\n"),
        Example("k = next(iter(run.data.metrics))\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The rewritten position, if the site is one."""
    return generic_outcomes(site, RULE.code)

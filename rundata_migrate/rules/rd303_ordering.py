"""``sorted``, ``max``, ``min``, ``enumerate``, ``zip``, ``reversed`` over entities."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD303",
    name="ordering",
    what="entities in another order or numbered: `sorted(C, key=lambda m: m.value)` -> `sorted(C.items(), key=...)`",
    why=(
        "The elements are the pairs, in the same order, and the key function takes the pair. `reversed` is given a list, "
        "since the views of a dict can be reversed from Python 3.8 on only."
    ),
    safety=(
        "Safe where every read of the element is understood; new names are free where they are put. Unsafe where the "
        "function reads its own variables by name (`locals()`, `eval`)."
    ),
    examples=(
        Example(
            "for m in sorted(run.data.metrics, key=lambda m: m.value):\n    print(m.key)\n",
            "for key, value in sorted(run.data.metrics.items(), key=lambda item: item[1]):\n    print(key)\n",
        ),
        Example(
            "for i, m in enumerate(run.data.metrics):\n    print(i, m.key, m.value)\n",
            "for i, (key, value) in enumerate(run.data.metrics.items()):\n    print(i, key, value)\n",
        ),
        Example(
            "for m in reversed(run.data.metrics):\n    print(m.value)\n",
            "for value in reversed(list(run.data.metrics.values())):\n    print(value)\n",
        ),
        Example("for k in sorted(run.data.metrics):\n    print(k)\n"),
        Example("for i, k in enumerate(run.data.metrics):\n    print(i, k)\n"),
        Example("for k in sorted(run.data.metrics, key=run.data.metrics.get):\n    print(k)\n"),
        Example("for k in sorted(run.data.metrics, key=lambda m: m.lower()):\n    print(k)\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The rewritten ordering, if the site is one."""
    return generic_outcomes(site, RULE.code)

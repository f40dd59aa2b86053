"""An entity goes somewhere whole."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD402",
    name="entity-whole",
    what="an entity is stored, returned, or handed to a function",
    why=(
        "Where an entity itself is needed, a value cannot take its place; what the other end does with it must be changed too."
    ),
    safety="Never fixed: a person must decide. With `--fallback shim` the expression is given the shim's entities instead, which is exact.",
    examples=(
        Example("both = [(m.key, m) for m in run.data.metrics]\n", named=True),
        Example('def best(run):\n    return [m for m in run.data.metrics if m.key == "acc"][0]\n', named=True),
        Example(
            "def show(m):\n    print(m.key)\n\nfor m in run.data.metrics:\n    show(m)\ncallbacks.append(show)\n",
            named=True,
            note="somebody else may call it",
        ),
        Example(
            "def first(run):\n    return run.data.params[0]\n\nhandlers['first'] = first\nprint(first(run).value)\n",
            named=True,
        ),
        Example("for k in run.data.metrics:\n    show(k)\n", note="keys are handed on in new code"),
        Example("by_key = {k: v for k, v in run.data.metrics.items()}\n"),
        Example("def names(run):\n    return [k for k in run.data.metrics]\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The named use, if the site is one."""
    return generic_outcomes(site, RULE.code)

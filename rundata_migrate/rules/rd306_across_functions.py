"""Entities that go from function to function."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

_SHOW = "def show(metric, digits):\n    print(metric.key, round(metric.value, digits))\n\n"
_FIND = "def find(run, name):\n    return next((m for m in run.data.metrics if m.key == name), None)\n\n"

RULE = Rule(
    code="RD306",
    name="across-functions",
    what="entities that functions are handed or give: `show(metric)` becomes `show(key, value)`",
    why=(
        "Code that reads only `.key` and `.value` of what it is handed can be handed these. The function, all of its "
        "calls and all containers behind them change together, in every file of the project, or nothing does: every "
        "caller has to be known, and to hand on an entity. A function of which only the value is read keeps its "
        "parameter's name."
    ),
    safety=(
        "Safe: where a caller is unknown, or hands on something else, the containers are named instead with the reason. "
        "Unsafe where other projects may call a function: it is in `__all__`, or passed on by a package's `__init__`, in a project that is built and installed."
    ),
    examples=(
        Example(
            _SHOW + "for m in run.data.metrics:\n    show(m, 2)\n",
            after="def show(key, value, digits):\n    print(key, round(value, digits))\n\n"
            "for key, value in run.data.metrics.items():\n    show(key, value, 2)\n",
        ),
        Example(
            _FIND + "found = find(run, 'auc')\nif found:\n    print(found.value)\n",
            after="def find(run, name):\n"
            "    return run.data.metrics.get(name)\n\n"
            "found = find(run, 'auc')\nif found is not None:\n    print(found)\n",
        ),
        Example(
            _SHOW + "for m in run.data.metrics:\n    show(m, 2)\nshow(client.get_metric_history('r', 'k')[0], 2)\n",
            named=True,
            note="one call hands on a Metric that stays one",
        ),
        Example(
            "def show(metric):\n    print(metric.key, metric.timestamp)\n\nfor m in run.data.metrics:\n    show(m)\n",
            named=True,
            note="the dict has no timestamp",
        ),
        Example(
            "def last(run):\n    if run:\n        return run.data.params[-1]\n    return 'none'\n\nprint(last(run).key)\n",
            named=True,
            note="it gives text too",
        ),
        Example(
            "def show(metric):\n    print(metric.key)\n\nfor m in client.get_metric_history('r', 'k'):\n    show(m)\n"
        ),
        Example("for m in client.get_metric_history('r', 'k'):\n    show(m)\n"),
        Example("def show(name):\n    print(name.lower())\n\nfor k in run.data.metrics:\n    show(k)\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The fix for the whole group of functions, if the site is part of one."""
    return generic_outcomes(site, RULE.code)

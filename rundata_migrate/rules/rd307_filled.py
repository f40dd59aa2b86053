"""Lists, dicts and variables that entities are kept in."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD307",
    name="filled",
    what="entities that are kept in a list, a dict or a variable: `found.append(m)` becomes `found.append((key, value))`",
    why=(
        "Code that reads only `.key` and `.value` of the entities in a list or dict can keep these instead: pairs, or the "
        "values or keys alone where nothing else is read. All that is put in, and all that reads it, changes together, or "
        "nothing does. An entity is always true and a value may be 0: where `d.get(k)` is tested for truth, it is tested "
        "for None now."
    ),
    safety=(
        "Safe. Lists, dicts and variables of one function are rewritten, with what they are handed to. Attributes, and variables "
        "of a module that a function or another file reads, are named with what reads them. Where something else is put in, or "
        "the list, the dict or an entity goes where it cannot be followed, the containers are named with the reason."
    ),
    examples=(
        Example(
            "found = []\nfor m in run.data.metrics:\n    if m.value > 0:\n        found.append(m)\n"
            "for m in found:\n    print(m.key, m.value)\n",
            after="found = []\nfor key, value in run.data.metrics.items():\n    if value > 0:\n"
            "        found.append((key, value))\nfor key, value in found:\n    print(key, value)\n",
        ),
        Example(
            "by_key = {m.key: m for m in run.data.metrics}\nif by_key.get('acc'):\n    print(by_key['acc'].value)\n",
            after="by_key = dict(run.data.metrics)\nif by_key.get('acc') is not None:\n    print(by_key['acc'])\n",
        ),
        Example(
            "groups = {}\nfor p in run.data.params:\n    groups.setdefault(len(p.value), []).append(p)\n"
            "print({n: [p.key for p in found] for n, found in groups.items()})\n",
            after="groups = {}\nfor key, value in run.data.params.items():\n"
            "    groups.setdefault(len(value), []).append(key)\n"
            "print({n: list(found) for n, found in groups.items()})\n",
        ),
        Example(
            "best = run.data.metrics[0]\nfor m in run.data.metrics:\n    if m.value > best.value:\n        best = m\n"
            "print(best.value)\n",
            after="best = list(run.data.metrics.values())[0]\nfor value in run.data.metrics.values():\n"
            "    if value > best:\n        best = value\nprint(best)\n",
        ),
        Example(
            "found = client.get_metric_history('r', 'k')\nfor m in run.data.metrics:\n    found.append(m)\n"
            "print([m.value for m in found])\n",
            named=True,
            note="what the history gives stays an entity",
        ),
        Example(
            "found = []\nfor m in run.data.metrics:\n    found.append(m)\nprint([m.timestamp for m in found])\n",
            named=True,
            note="the dict has no timestamp",
        ),
        Example(
            "found = []\nfor m in run.data.metrics:\n    found.append(m)\nprint([m.value for m in found], found)\n",
            named=True,
            note="entities are printed",
        ),
        Example("by_key = {m.key: m for m in run.data.metrics}\n", named=True, note="nobody is seen to read it"),
        Example(
            "class Row:\n    def __init__(self, run):\n        self.metrics = list(run.data.metrics)\n\n"
            "print([m.value for m in Row(run).metrics])\n",
            named=True,
            note="an attribute: what reads it is told",
        ),
        Example(
            "found = []\n\ndef show():\n    print([m.value for m in found])\n\nfor m in run.data.metrics:\n    found.append(m)\nshow()\n",
            named=True,
            note="a variable of the module that a function reads",
        ),
        Example("found = []\nfor k in run.data.metrics:\n    found.append(k)\nprint([k.lower() for k in found])\n"),
        Example("by_key = {k: v for k, v in run.data.metrics.items()}\nprint(by_key['acc'])\n"),
        Example(
            "found = []\nfor m in client.get_metric_history('r', 'k'):\n    found.append(m)\nprint(found[0].value)\n"
        ),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The fix for all that is put into the same list, dict or variable, if the site is part of that."""
    return generic_outcomes(site, RULE.code)

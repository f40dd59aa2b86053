"""What ``--rules`` and ``--explain`` print: the rules' own cards."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from rundata_migrate.rules.model import Example, Rule


def listing(rules: Sequence[Rule]) -> str:
    """One line a rule."""
    width = max((len(rule.name) for rule in rules), default=0)
    return "".join(f"{rule.code}  {rule.name:<{width}}  {rule.what}\n" for rule in rules)


def as_json(rules: Sequence[Rule]) -> str:
    """What the cards say, for programs: a list of objects."""
    cards = [
        {
            "code": rule.code,
            "name": rule.name,
            "what": rule.what,
            "why": rule.why,
            "safety": rule.safety,
            "has_fix": any(example.after is not None for example in rule.examples),
        }
        for rule in rules
    ]
    return json.dumps(cards, indent=2, ensure_ascii=False) + "\n"


def card(rule: Rule) -> str:
    """Everything that a rule says of itself."""
    parts = [f"{rule.code} {rule.name}", rule.what, _filled(rule.why), "Fix: " + _filled(rule.safety)]
    parts += [_example(example) for example in rule.examples]
    return "\n\n".join(part for part in parts if part) + "\n"


def _filled(text: str) -> str:
    return "\n\n".join(textwrap.fill(part, 100) for part in text.split("\n\n"))


def _example(example: Example) -> str:
    if example.after is not None:
        title = f"Example ({example.safety.value})"
    else:
        title = "Named, not rewritten" if example.named else "Left alone"
    lines = [title + (f": {example.note}" if example.note else "")]
    if example.after is None:
        lines += _code("    ", example.before)
    else:
        lines += _code("  - ", example.before) + _code("  + ", example.after)
    return "\n".join(lines)


def _code(margin: str, code: str) -> list[str]:
    return [(margin + line).rstrip() for line in code.strip("\n").split("\n")]

"""docs/rules.md, made from the rules' cards: ``python -m rundata_migrate.rules.reference > docs/rules.md``."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator, Sequence

from rundata_migrate import rules
from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule

INTRO = """\
# Rules

This page is made from the rules' own cards by `python -m rundata_migrate.rules.reference`; do not edit it.

<!-- rundata: ignore-file -->

In what follows `C` is a container (`run.data.metrics`, `run.data.params` or `run.data.tags`), `K` a key and `m`
an entity of the old API (`Metric`, `Param`, `RunTag`).

## Safety of a fix

| word | meaning | applied |
|---|---|---|
| safe | the same result on every input that the old code handled; the only change allowed is the type of an \
exception that nothing which can be on the stack catches or looks at | by default |
| unsafe | the same result but for a named, unlikely case, which the message says | with `--unsafe-fixes` |
| manual | a person must decide; the finding says what, why, and code to consider | never |

With `--fallback shim` the containers that are left are given the entity lists of `rundata_compat` where that is exact.

## Confidence

| word | meaning |
|---|---|
| proven | the container was followed back to MLflow: a client's `get_run`, `start_run`, an annotation, ... \
(`--explain-sites` shows the way) |
| likely | something of unknown origin has `.data.metrics` (or `params`, `tags`) whose elements are read as entities, \
and there are signs that it is a run: it is called like one (`run`, an element of `runs`), its `.info` is read, two of \
the containers are, or a metric's timestamp. One sign is enough in a file near MLflow and in a text that stands alone, \
two elsewhere in a project that uses MLflow |
| doubtful | the same with fewer signs: a line of the summary, listed with `-v` and in JSON, applied with \
`--assume-mlflow` or `--unsafe-fixes`; it does not decide the exit status |

## Choosing rules

`--select RD1,RD201` runs only the rules whose codes begin so, `--ignore RD4` leaves some out; `select` and `ignore` in
`[tool.rundata-migrate]` of pyproject.toml do the same. `--rules` lists the rules, `--explain RD101` prints one.

## Suppressing

`# rundata: ignore` at the end of a line leaves that line as it is, `# rundata: ignore[RD101, RD2]` for the rules whose
codes begin so. It holds on the first and last line of a site, of brackets around it and of its logical line; a fix that
would edit the line of such a comment is held back. `# rundata: ignore-file`, with rules or without, counts for a whole
file if it stands before all code but a docstring. A comment that suppresses nothing is a finding itself (RD902).
"""


def page(cards: Iterable[Rule] | None = None) -> str:
    """The whole page; of all rules unless some are given."""
    every = tuple(rules.RULES if cards is None else cards)
    parts = [INTRO, _table(every), *(section(rule) for rule in every)]
    return "\n".join(parts)


def _table(every: Sequence[Rule]) -> str:
    lines = ["## All rules", "", "| code | name | what | fix |", "|---|---|---|---|"]
    for rule in every:
        link = f"[{rule.code}](#{anchor(rule)})"
        lines.append(f"| {link} | {rule.name} | {rule.what.replace('|', chr(92) + '|')} | {_fix_word(rule)} |")
    return "\n".join(lines) + "\n"


def has_fix(rule: Rule) -> bool:
    """Whether some example of the rule is rewritten."""
    return any(example.after is not None for example in rule.examples)


def _fix_word(rule: Rule) -> str:
    return "yes" if has_fix(rule) else "no"


def anchor(rule: Rule) -> str:
    """The fragment that links to the rule's section."""
    return f"{rule.name}-{rule.code}".lower()


def section(rule: Rule) -> str:
    """What one rule says of itself."""
    parts = [
        f"## {rule.name} ({rule.code})",
        f"{_sentence(rule.what)}",
        "### Why",
        rule.why,
        "### Fix safety",
        rule.safety,
    ]
    parts += _examples("### Rewritten", (one for one in rule.examples if one.after is not None))
    parts += _examples("### Named", (one for one in rule.examples if one.after is None and one.named))
    parts += _examples("### Left alone", (one for one in rule.examples if one.after is None and not one.named))
    return "\n\n".join(parts) + "\n"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "`")) else ".")


def _examples(heading: str, examples: Iterable[Example]) -> Iterator[str]:
    for number, example in enumerate(examples):
        if number == 0:
            yield heading
        note = [word for word in (_safety_word(example), example.note) if word]
        if note:
            yield _sentence(": ".join(note))
        yield _block(example)


def _safety_word(example: Example) -> str:
    return "" if example.after is None or example.safety is Safety.SAFE else example.safety.value


def _block(example: Example) -> str:
    before = example.before.splitlines()
    if example.after is None:
        return "\n".join(["```python", *before, "```"])
    changes = difflib.ndiff(before, example.after.splitlines())
    lines = [line for line in changes if not line.startswith("?")]
    return "\n".join(["```diff", *(f"{line[:1]}{line[2:]}" for line in lines), "```"])


def main() -> int:
    """Print the page."""
    sys.stdout.write(page())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

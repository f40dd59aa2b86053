"""An annotation or type comment that a fix would make false."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Outcome, Site
from rundata_migrate.translate.generic import generic_outcomes

RULE = Rule(
    code="RD501",
    name="annotation",
    what="an annotation or type comment that says entities, on a variable that a fix would give values",
    why="A type checker would refuse the new code, or believe the old type.",
    safety="Never fixed: change the annotation (`List[Metric]` to `Dict[str, float]`, `Metric` to `float`) with the code.",
    examples=(
        Example("m: Metric = run.data.metrics[0]\nprint(m.value)\n", named=True),
        Example("for m in run.data.metrics:  # type: Metric\n    print(m.value)\n", named=True),
        Example("m: Metric = history[0]\nprint(m.value)\n"),
        Example("acc: float = run.data.metrics['acc']\nprint(acc)\n"),
        Example("for k in run.data.metrics:  # type: str\n    print(k.lower())\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The named annotation, if the site has one."""
    return generic_outcomes(site, RULE.code)

"""A list-style use that was recorded when the program ran, at a place that is no site."""

from __future__ import annotations

from collections.abc import Iterator

from rundata_migrate.findings import Safety
from rundata_migrate.flow.evidence import recorded_link
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Context
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD411",
    name="recorded-use",
    what="a list-style use that `rundata_compat` recorded, where the code does not show run data",
    why=(
        "With `--evidence FILE` a recorded use makes a site of an expression of unknown origin. It cannot where the code "
        "shows that something else arrives there as well, where only an entity was seen and not the container that it "
        "came from, or where the record has no columns and several expressions of the line may be meant. The place "
        "still uses run data as a list, and will fail on MLflow 1.0 and later without the shim."
    ),
    safety="Never fixed.",
    examples=(
        Example(
            "import plugin\nfor m in plugin.best(3):\n    print(m.key)\n",
            named=True,
            note="recorded: an entity's key, but no loop over a container: `best` gives a list of entities",
            recorded=((3, "entity.key"),),
        ),
        Example(
            "import plugin\nitems = plugin.current()\nif not items:\n    items = [None]\nfor m in items:\n    print(m)\n"
            "print(items[0])\n",
            named=True,
            note="recorded: `items` was a container at the last line, which it is not always",
            recorded=((7, "[int]"),),
        ),
        Example(
            "import plugin\nprint(plugin.a()[0].key, plugin.b()[0].value)\n",
            named=True,
            note="recorded without columns: either of the two may be meant",
            recorded=((2, "[int]"),),
        ),
        Example(
            "def show(items=()):\n    for m in items:\n        print(m.key)\n",
            named=True,
            note="recorded: `items` was a container, but its default is none",
            recorded=((2, "iter"), (3, "entity.key")),
        ),
        Example("import plugin\nfor m in plugin.best():\n    print(m.key)\n", note="nothing is recorded"),
        Example(
            "import plugin\nfor key in plugin.current():\n    print(key)\n",
            note="recorded: a loop over a container, which the dict has as well",
            recorded=((2, "iter"),),
        ),
    ),
)


def document_outcomes(context: Context) -> Iterator[Outcome]:
    """The recorded uses that flow knows nothing of, with the reason."""
    if context.evidence is None:
        return
    for one in context.evidence.unfound(context.values):
        use = one.use
        yield Outcome(
            RULE.code,
            f"run.data.{use.container} was used as a list here ({use.operation})",
            Safety.MANUAL,
            (),
            one.node,
            one.reason,
            "annotate what it comes from (`run: mlflow.entities.Run`), or write it for both forms",
            why=(recorded_link(use.count, use.line),),
            recorded=use.count,
        )

"""A container handed whole to something that takes a list of entities."""

from __future__ import annotations

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import shim_edits
from rundata_migrate.translate.handed_whole import is_in_list, is_seen, why_entities
from rundata_migrate.translate.outcome import Outcome

RULE = Rule(
    code="RD410",
    name="handed-on",
    what="a container handed whole to a function: `log_batch(id, metrics=C)`, or one that cannot be seen",
    why=(
        "`log_batch` and the constructors of run data take lists of entities on both sides. A function that is not seen may "
        "read entities too: where a read of them goes back to a container, it is named."
    ),
    safety="Never fixed. With `--fallback shim` the function is given the shim's entities.",
    examples=(
        Example(
            "import streamlit as st\nst.session_state.tags = run.data.tags\nfor tag in st.session_state.tags:\n    st.write(tag.key)\n",
            named=True,
        ),
        Example(
            "best = max(runs, key=lambda r: r.data.metrics['acc'])\nget = lambda r: r.data.metrics\nprint(get(run)['acc'])\n"
        ),
        Example(
            "from mlflow.tracking import MlflowClient\nclient = MlflowClient()\nclient.log_batch('r', params=client.get_run('q').data.params)\n",
            named=True,
        ),
        Example("from mlflow.entities import RunData\ncopy = RunData(metrics=run.data.metrics)\n", named=True),
        Example("mlflow.log_params(run.data.params)\n"),
        Example("show(run.data.params)\n"),
        Example("client.log_batch('r', params=[Param('a', 'b')])\n"),
        Example("print(len(run.data.params))\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The call, if the container is an argument of one that may want entities."""
    if is_in_list(site):
        reason = "they are handed in a list to a function that reads entities"
        return [Outcome(RULE.code, "containers are handed on whole", Safety.MANUAL, (), site.node, reason)]
    call, arg = site.context.tree.argument(site.node)
    if call is None or arg is None or arg.star == "**":
        return []
    if site.context.values.builtin_name(call.func) is not None or is_seen(site, call):
        return []
    reason = why_entities(site, call)
    if not reason:
        return []  # who knows: what is read of it is told where it is read
    proposal = "entities: `rundata_compat.entities(run.data)`"
    message = "a container is handed on whole"
    return [Outcome(RULE.code, message, Safety.MANUAL, (), site.node, reason, proposal, shim=shim_edits(site))]

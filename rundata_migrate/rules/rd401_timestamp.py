"""Timestamps and steps are not in the dict."""

from __future__ import annotations

from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Outcome, Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.history import history_outcome

RULE = Rule(
    code="RD401",
    name="timestamp",
    what="an entity's timestamp or step is read: the dict has none",
    why=(
        "`client.get_metric_history(run.info.run_id, key)` gives Metric objects with timestamp and step on MLflow 1.0 and "
        "later; the finding writes out the choice among them that MLflow 1.0 and later make for `run.data.metrics`: largest "
        "step, then timestamp, then value (`store/file_store.py` of 1.0.0, `store/tracking/file_store.py` of 3.17.2: "
        "`_get_metric_from_file`; `store/tracking/sqlalchemy_store.py` of 1.30.1 and 3.17.2: `_compare_metrics`). "
        "The file store of 0.9.1 took the latest timestamp, then the largest value. The two differ where a later step was "
        "logged with an earlier timestamp; and with NaN values `max` depends on the order. So a person decides."
    ),
    safety="Never fixed: a person must decide. With `--fallback shim` the expression is given the shim's entities instead, which is exact.",
    examples=(
        Example("for m in run.data.metrics:\n    print(m.key, m.timestamp)\n", named=True),
        Example("when = run.data.metrics[0].timestamp\n", named=True),
        Example('when = [m for m in run.data.metrics if m.key == "acc"][0].timestamp\n', named=True),
        Example('for m in client.get_metric_history("r", "acc"):\n    print(m.timestamp)\n'),
        Example("print(event.timestamp)\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The named read, if the site is one."""
    found = history_outcome(site)
    return [found] if found is not None else generic_outcomes(site, RULE.code)

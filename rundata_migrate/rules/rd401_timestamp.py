"""Timestamps and steps are not in the dict: the metric's history has them."""

from __future__ import annotations

from rundata_migrate.findings import Safety
from rundata_migrate.rules.model import Example, Rule
from rundata_migrate.translate.context import Site
from rundata_migrate.translate.generic import generic_outcomes
from rundata_migrate.translate.history import history_outcome
from rundata_migrate.translate.outcome import Outcome

_HEAD = "from mlflow.tracking import MlflowClient\nclient = MlflowClient()\nrun = client.get_run(run_id)\n"
_KEY = "key=lambda metric: (metric.step, metric.timestamp, metric.value)"

RULE = Rule(
    code="RD401",
    name="timestamp",
    what="an entity's timestamp or step is read: the dict has none, the metric's history has",
    why=(
        "`client.get_metric_history(run.info.run_id, key)` gives Metric objects with timestamp and step on MLflow 1.0 and "
        "later. The fix chooses among them as MLflow itself does for `run.data.metrics`: largest step, then timestamp, then "
        "value (`store/file_store.py` of 1.0.0, `store/tracking/file_store.py` of 1.30.1 to 3.17.2: "
        "`_get_metric_from_file`; `store/dbmodels/models.py` of 1.0.0: `SqlRun.to_mlflow_entity`; "
        "`store/tracking/sqlalchemy_store.py` of 1.30.1 to 3.17.2: `_compare_metrics`). A lookup of one key asks for that "
        "key. Elsewhere the dict gives way to a list of these Metric objects, one for each key, in the same order: what is "
        "done with them stays as it is."
    ),
    safety=(
        "Unsafe, and offered where the function shows the client that fetched the run, where it means the same at that place, "
        "and where nothing in the function logs metrics in between. The tracking server is asked once more, for each metric or for the one looked "
        "up, and answers with what was logged since the run was fetched, too. MLflow 0.9.1 chose by the latest timestamp, then the "
        "largest value: a metric logged with steps may be another one now (one that 0.9.1 logged has none). In a SQL store "
        "the value, though not timestamp and step, may be another where a NaN has the step and timestamp of a number. A "
        "missing key raises ValueError or MlflowException; where a handler could tell, the scan stays, and raises what it "
        "did. Elsewhere a person must decide. With `--fallback shim` the expression is given the shim's entities, which is "
        "exact: this goes before the unsafe fix, also with `--unsafe-fixes`."
    ),
    examples=(
        Example(
            _HEAD + "for m in run.data.metrics:\n    print(m.key, m.value, m.timestamp)\n",
            _HEAD
            + f"for m in [max(client.get_metric_history(run.info.run_id, key), {_KEY}) for key in run.data.metrics]:\n"
            "    print(m.key, m.value, m.timestamp)\n",
            safety=Safety.UNSAFE,
        ),
        Example(
            _HEAD + 'when = [m for m in run.data.metrics if m.key == "acc"][0].timestamp\n',
            _HEAD + f'when = max(client.get_metric_history(run.info.run_id, "acc"), {_KEY}).timestamp\n',
            safety=Safety.UNSAFE,
        ),
        Example(
            _HEAD + 'acc = next((m for m in run.data.metrics if m.key == "acc"), None)\n'
            "if acc:\n    print(acc.value, acc.step)\n",
            _HEAD + f"acc = next((max(client.get_metric_history(run.info.run_id, key), {_KEY}) "
            'for key in run.data.metrics if key == "acc"), None)\n'
            "if acc:\n    print(acc.value, acc.step)\n",
            safety=Safety.UNSAFE,
            note="a missing metric is None as before",
        ),
        Example(
            "import mlflow\nfirst = mlflow.active_run().data.metrics[0].timestamp\n",
            "import mlflow\nfirst = max(mlflow.tracking.MlflowClient().get_metric_history(mlflow.active_run().info.run_id, "
            f"list(mlflow.active_run().data.metrics)[0]), {_KEY}).timestamp\n",
            safety=Safety.UNSAFE,
        ),
        Example(
            "for m in run.data.metrics:\n    print(m.key, m.timestamp)\n", named=True, note="the client is not known"
        ),
        Example("when = run.data.metrics[0].timestamp\n", named=True),
        Example('when = [m for m in run.data.metrics if m.key == "acc"][0].timestamp\n', named=True),
        Example(
            _HEAD + "client = MlflowClient(uri)\nprint([m.timestamp for m in run.data.metrics])\n",
            named=True,
            note="another client by then",
        ),
        Example(
            _HEAD + 'client.log_metric(run_id, "acc", 1.0)\nprint([m.timestamp for m in run.data.metrics])\n',
            named=True,
            note="the history knows more than the run",
        ),
        Example(_HEAD + "print([t.timestamp for t in run.data.tags])\n", named=True, note="tags never had a timestamp"),
        Example('for m in client.get_metric_history("r", "acc"):\n    print(m.timestamp)\n'),
        Example("print(event.timestamp)\n"),
    ),
)


def outcomes(site: Site) -> list[Outcome]:
    """The metric from its history, where the client is known; else the named read, if the site is one."""
    found = history_outcome(site)
    return [found] if found is not None else generic_outcomes(site, RULE.code)

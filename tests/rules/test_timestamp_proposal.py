"""RD401 writes out which Metric of the history the run shows, under the names of the place."""

from __future__ import annotations

import pytest

from rundata_migrate.api import migrate_source

HEAD = "import mlflow\nfrom mlflow.tracking import MlflowClient\n"
CHOICE = "key=lambda metric: (metric.step, metric.timestamp, metric.value)"


def proposal(body: str) -> str:
    """What is proposed for the one finding; nothing is rewritten."""
    result = migrate_source(HEAD + body, path="program.py")
    assert result.new_text is None
    (finding,) = result.findings
    assert finding.rule == "RD401"
    return finding.proposal or ""


@pytest.mark.parametrize("role", ["timestamp", "step"])
def test_the_client_and_the_run_are_named_as_they_are_here(role: str) -> None:
    body = f"c = MlflowClient()\nr = c.get_run('a')\nfor m in r.data.metrics:\n    print(m.{role})\n"
    assert f"`max(c.get_metric_history(r.info.run_id, key), {CHOICE}).{role}`" in proposal(body)


@pytest.mark.parametrize(
    "fetch",
    [
        "r = mlflow.active_run()\n",
        "r = MlflowClient().get_run('a')\n",
        "c = MlflowClient()\nr = c.get_run('a')\nif r.info:\n    r = mlflow.active_run()\n",
        "c, d = MlflowClient(), MlflowClient()\nr = c.get_run('a') if input() else d.get_run('b')\n",
    ],
)
def test_a_client_that_is_not_known_for_sure_is_not_named(fetch: str) -> None:
    text = proposal(fetch + "for m in r.data.metrics:\n    print(m.timestamp)\n")
    assert "`max(client.get_metric_history(r.info.run_id, key)" in text


def test_a_run_without_a_name_is_called_run() -> None:
    text = proposal("for m in mlflow.active_run().data.metrics:\n    print(m.timestamp)\n")
    assert "client.get_metric_history(run.info.run_id, key)" in text

"""The same program gives the same report each time, wherever its nodes lie in memory."""

from __future__ import annotations

from rundata_migrate import migrate_source

SEVERAL_ORIGINS = """\
import mlflow
from mlflow.tracking import MlflowClient

client = MlflowClient()
if client:
    run = client.get_run("a")
elif mlflow:
    run = mlflow.active_run()
else:
    run = mlflow.get_run("b")
for m in run.data.metrics:
    print(m.key, m.value, m.timestamp)


def first(items):
    return next(iter(items))


best = first([m for m in run.data.metrics] if client else [t for t in run.data.tags])
print(vars(best))
"""


def test_many_origins_are_told_alike_each_time() -> None:
    kept = [migrate_source(SEVERAL_ORIGINS, explain_sites=True) for _ in range(20)]  # trees that live side by side
    assert all(one == kept[0] for one in kept)
    assert any("MlflowClient() line 4" in finding.why for finding in kept[0].findings)

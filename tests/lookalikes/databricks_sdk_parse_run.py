"""The helper has no trace of the SDK in it; its caller has."""
from databricks.sdk import WorkspaceClient


def _parse_run(run):
    return {
        "run_id": run.info.run_id,
        "metrics": {m.key: m.value for m in run.data.metrics or []},
        "params": {p.key: p.value for p in run.data.params or []},
    }


def fetch(run_id):
    w = WorkspaceClient()
    return _parse_run(w.experiments.get_run(run_id).run)

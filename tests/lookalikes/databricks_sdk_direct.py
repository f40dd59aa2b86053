"""Metrics of a run, through the Databricks SDK, whose runs hold lists of entities to this day."""
from databricks.sdk import WorkspaceClient

w = WorkspaceClient()


def metrics_of(run_id):
    return {m.key: m.value for m in w.experiments.get_run(run_id).run.data.metrics}

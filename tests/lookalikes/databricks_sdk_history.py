from databricks.sdk import WorkspaceClient


def history(run_id, name):
    w = WorkspaceClient()
    return [(m.step, m.value) for m in w.experiments.get_history(metric_key=name, run_id=run_id)]

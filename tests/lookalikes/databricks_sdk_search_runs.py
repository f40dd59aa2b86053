from databricks.sdk import WorkspaceClient


def best_run(experiment_id):
    w = WorkspaceClient()
    best = None
    for run in w.experiments.search_runs(experiment_ids=[experiment_id]):
        loss = next((m.value for m in run.data.metrics if m.key == "loss"), None)
        if loss is not None and (best is None or loss < best[1]):
            best = (run.info.run_id, loss)
    return best

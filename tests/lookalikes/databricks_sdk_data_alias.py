from databricks.sdk import WorkspaceClient


def summarize(run_id):
    run = WorkspaceClient().experiments.get_run(run_id).run
    data = run.data
    params = {p.key: p.value for p in data.params}
    latest = [m.value for m in data.metrics if m.key == "accuracy"][0]
    return params, latest

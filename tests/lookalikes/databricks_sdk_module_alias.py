import databricks.sdk as dbx
from databricks.sdk.service import ml


def tags_of(client: dbx.WorkspaceClient, run_id: str):
    run: ml.Run = client.experiments.get_run(run_id).run
    return [(t.key, t.value) for t in run.data.tags]

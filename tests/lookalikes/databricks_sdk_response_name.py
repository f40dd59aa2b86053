from databricks.sdk import WorkspaceClient


def tag_value(run_id: str, key: str):
    client = WorkspaceClient()
    response = client.experiments.get_run(run_id=run_id)
    for tag in response.run.data.tags:
        if tag.key == key:
            return tag.value
    return None

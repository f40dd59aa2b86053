from databricks.sdk import WorkspaceClient

w = WorkspaceClient()
model = w.model_registry.get_model(name="churn").registered_model_databricks
tags = {tag.key: tag.value for tag in model.tags}
print(next((t.value for t in model.tags if t.key == "owner"), "nobody"))

from mlflow.tracking import MlflowClient

client = MlflowClient()
for mv in client.search_model_versions("name='churn'"):
    if "stage" in mv.tags and mv.tags["stage"] == "gold":
        print(mv.version, {k: v for k, v in mv.tags.items() if not k.startswith("mlflow.")})
print([t.lower() for t in client.get_registered_model("churn").tags])

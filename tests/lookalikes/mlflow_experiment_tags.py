from mlflow.tracking import MlflowClient

client = MlflowClient()
experiment = client.get_experiment("1")
for key, value in experiment.tags.items():
    print(key, value)
owner = experiment.tags.get("owner")
names = [t for t in experiment.tags if t.startswith("team.")]

from mlflow.tracking import MlflowClient

data = MlflowClient().get_run("abc").data
if hasattr(data.params, "items"):
    params = dict(data.params.items())
else:
    params = {p.key: p.value for p in data.params}
print(params)

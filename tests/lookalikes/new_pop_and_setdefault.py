from mlflow.tracking import MlflowClient

run = MlflowClient().get_run("abc")
params = dict(run.data.params)
params.pop("lr", None)
params.setdefault("depth", "3")
value = run.data.metrics.pop("loss", None)
del params["depth"]
print(params, value)

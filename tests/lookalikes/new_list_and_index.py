from mlflow.tracking import MlflowClient

run = MlflowClient().get_run("abc")
first = list(run.data.metrics)[0]
names = list(run.data.params)
last = [*run.data.tags][-1]
key, value = next(iter(run.data.metrics.items()))
print(first.upper(), names, last.lower(), key, value)

import mlflow

run = mlflow.get_run("abc")
data = run.data
metrics, params = data.metrics, data.params
for name in metrics:
    print(name.split("/")[-1], metrics[name])
for p in params:
    print(p + "=" + params[p])
tags = data.tags
tags_of_mlflow = [t for t in tags if t.split(".")[0] == "mlflow"]

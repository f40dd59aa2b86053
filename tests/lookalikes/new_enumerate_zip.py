import mlflow

run = mlflow.get_run("abc")
for index, name in enumerate(run.data.metrics):
    print(index, name.title(), run.data.metrics[name])
for (name, value), color in zip(run.data.params.items(), ["red", "blue"]):
    print(name, value, color)
for index, (key, value) in enumerate(run.data.tags.items()):
    print(index, key, value)

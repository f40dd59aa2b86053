import mlflow

trace = mlflow.get_trace("tr-1")
for key, value in trace.info.tags.items():
    print(key, value)
print([s.name for s in trace.data.spans], trace.info.tags.get("user"))

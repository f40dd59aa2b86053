import mlflow

client = mlflow.tracking.MlflowClient()
run = client.get_run("abc")
acc = run.data.metrics.get("acc", 0.0)
parent = run.data.tags.get("mlflow.parentRunId")
lr = float(run.data.params.get("lr") or 0.1)
found = run.data.metrics.get("loss")
print(acc, parent, lr, found if found is not None else "none")

import mlflow

run = mlflow.get_run("abc")
for m in run.data.metrics:
    if "f1" in m.lower():
        print(m, run.data.metrics[m])

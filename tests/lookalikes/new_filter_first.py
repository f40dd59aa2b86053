import mlflow

run = mlflow.active_run()
feature = [f for f in run.data.params if "feature" in f.lower()][0]
print(run.data.params[feature])

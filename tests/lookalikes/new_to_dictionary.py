import mlflow

run = mlflow.get_run("abc")
body = run.data.to_dictionary()
print(body["metrics"].get("acc"), body["params"].items())

import mlflow

with mlflow.start_run() as run:
    mlflow.log_metric("acc", 0.5)
logged = mlflow.get_run(run.info.run_id).data
print(logged.metrics["acc"], logged.params.items(), logged.tags.get("mlflow.user"))

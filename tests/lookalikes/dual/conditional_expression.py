import mlflow

run = mlflow.active_run()
tags = run.data.tags if isinstance(run.data.tags, dict) else {t.key: t.value for t in run.data.tags}
print(tags.get("mlflow.user"))

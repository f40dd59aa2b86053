import mlflow

run = mlflow.active_run()
params = dict(run.data.params)
merged = {**run.data.params, "extra": "1"}
copied = run.data.tags.copy()
params.update(run.data.params)
merged |= run.data.tags
print(params, merged, copied, dict(run.data.metrics, loss=0.0))

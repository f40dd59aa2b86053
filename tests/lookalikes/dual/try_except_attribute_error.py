import mlflow

run = mlflow.active_run()
try:
    table = {m.key: m.value for m in run.data.metrics}
except AttributeError:
    table = dict(run.data.metrics)
print(table)

import mlflow

from .compat import IS_OLD_MLFLOW

run = mlflow.active_run()
if IS_OLD_MLFLOW:
    names = [m.key for m in run.data.metrics]
else:
    names = list(run.data.metrics)
print(names)

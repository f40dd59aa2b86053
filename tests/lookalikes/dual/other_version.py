import mlflow
from packaging.version import Version

run = mlflow.active_run()
if Version(mlflow.__version__) >= Version("2.0"):
    params = dict(run.data.params)
else:
    params = {p.key: p.value for p in run.data.params}
if Version(mlflow.__version__) != Version("1.2"):
    tags = {t.key: t.value for t in run.data.tags}
else:
    tags = run.data.tags
print(params, tags)

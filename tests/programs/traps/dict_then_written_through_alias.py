"""Copies returned, cached and changed later; the run's own data is read again each time."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

cache = {}


class Run2:
    def __init__(self, run):
        self._run = run
        self._params = {p.key: p.value for p in run.data.params}
        self._names = [m.key for m in run.data.metrics]

    def params(self):
        return self._params

    def metrics(self):
        if "metrics" not in cache:
            cache["metrics"] = {m.key: m.value for m in self._run.data.metrics}
        return cache["metrics"]


run = MlflowClient().get_run(SECOND_RUN_ID)
wrapped = Run2(run)
wrapped.params().update(lr="9", extra="x")
wrapped.metrics()["acc"] = -1
wrapped._names.append("zzz")
print(wrapped.params(), wrapped.metrics(), wrapped._names)
print(sorted((p.key, p.value) for p in run.data.params), {m.key: m.value for m in run.data.metrics})
for key in {t.key: t.value for t in run.data.tags}:
    run.info
copied = {t.key: t.value for t in run.data.tags}
for key in list(copied):
    del copied[key]
print(copied, len(run.data.tags))

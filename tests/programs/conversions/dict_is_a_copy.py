"""The rebuilt dict is written to; the run must not notice."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
d = {t.key: t.value for t in run.data.tags}
d["team"] = "green"
d["extra"] = "x"
del d["release"]
print(d)
print([(t.key, t.value) for t in run.data.tags], len(run.data.tags))
m = dict((m.key, m.value) for m in run.data.metrics)
m.clear()
print(m, {m.key: m.value for m in run.data.metrics})
p = dict([(p.key, p.value) for p in run.data.params])
p.pop("lr")
p.update(lr2="x")
print(p, sorted(p.key for p in run.data.params))
keys = [t.key for t in run.data.tags]
keys.append("more")
print(keys, len(run.data.tags))

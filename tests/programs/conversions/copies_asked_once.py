"""Lists, sets and dicts made only to be counted, asked or walked once; defaults that keep the loop's entity; unread lookups."""
from operator import attrgetter

from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)

for key in [p.key for p in run.data.params]:
    print(key)
for key, value in {p.key: p.value for p in run.data.params}.items():
    print(key, repr(value))
print(len([m.key for m in run.data.metrics]), len({m.value for m in run.data.metrics}))
print(sorted({str(m.value) for m in run.data.metrics}), sorted({p.value for p in run.data.params}))
print("nowhere" in {p.key: p.value for p in run.data.params}, {p.key: p.value for p in run.data.params}.get("nowhere"))

ordered = sorted(run.data.params, key=attrgetter("key"))
print([p.key for p in ordered], ", ".join(p.key for p in ordered))
print(list(map(attrgetter("key"), ordered)), max(run.data.params, key=lambda p: p.key).key)
print({p.key: p.value for p in sorted(run.data.params, key=lambda p: p.key, reverse=True)})

later = [lambda p=p: p.value for p in run.data.params]
print([call() for call in later])
for p in run.data.params:
    row = dict(p)
    print(row["key"], row, vars(p)["_value"], "{key}: {value}".format(**dict(p)))

try:
    tag = [t for t in run.data.tags if t.key == "nowhere"][0]
except IndexError:
    print("no such tag")

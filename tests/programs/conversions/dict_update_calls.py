"""update(), merging and keyword spreading of rebuilt dicts."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
row = {"id": 7}
row.update({p.key: p.value for p in run.data.params})
row.update((t.key, t.value) for t in run.data.tags)
row.update([(m.key, m.value) for m in run.data.metrics])
print(row)
print({**{p.key: p.value for p in run.data.params}, **{t.key: t.value for t in run.data.tags}})


def show(**kwargs):
    print(sorted(kwargs.items()))


show(**{p.key: p.value for p in run.data.params})
show(**dict((t.key, t.value) for t in run.data.tags))
print(dict({m.key: m.value for m in run.data.metrics}, extra=1))

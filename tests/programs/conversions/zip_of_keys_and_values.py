"""dict(zip(keys, values)), zip(*pairs), unpacked pairs, sums over pairs."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print(dict(zip([m.key for m in run.data.metrics], [m.value for m in run.data.metrics])))
keys, values = zip(*[(p.key, p.value) for p in run.data.params])
print(keys, values)
for k, v in [(t.key, t.value) for t in run.data.tags]:
    print(k, v)
for i, (k, v) in enumerate((t.key, t.value) for t in client.get_run(RUN_ID).data.tags if t.value):
    print(i, k, len(v))
print(sum(1 for m in run.data.metrics), sum(1 for m in run.data.metrics if m.value), sum([m.value for m in run.data.metrics]))
print([*[m.key for m in run.data.metrics], "end"], {**{t.key: t.value for t in run.data.tags}})

"""zip() of two containers."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
a = client.get_run(RUN_ID).data
b = client.get_run(SECOND_RUN_ID).data
for x, y in zip(a.metrics, b.metrics):
    print(x.key, x.value, y.key, y.value)
print([(p.key, q.key) for p, q in zip(a.params, a.tags)])
for number, tag in zip(range(2), b.tags):
    print(number, tag.key, tag.value)

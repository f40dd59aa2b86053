"""The inner comprehension uses the loop variable of the outer one, over two containers."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

client = MlflowClient()
a, b = client.get_run(RUN_ID), client.get_run(SECOND_RUN_ID)
print([[m.key for m in a.data.metrics if m.key == n.key] for n in b.data.metrics])
print({m.key: [o.value for o in b.data.metrics if o.key == m.key] for m in a.data.metrics if m.key.startswith("f")})
print([(m.key, n.key) for m in b.data.metrics for n in b.data.params])
print([(m.key, m.value, n.value) for m in a.data.metrics for n in b.data.metrics if m.key == n.key])
for m in a.data.metrics:
    for n in b.data.metrics:
        if m.key == n.key and m.value > n.value:
            print("better", m.key, m.value, n.value)

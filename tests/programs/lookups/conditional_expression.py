"""Lookups in conditional expressions, boolean operators and call arguments."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()


def score(run):
    return (
        [m.value for m in run.data.metrics if m.key == "loss"][0]
        if any(m.key == "loss" for m in run.data.metrics)
        else 99
    )


print(score(client.get_run(RUN_ID)), score(client.get_run(THIRD_RUN_ID)))
r = client.get_run(RUN_ID)
print([m.value for m in r.data.metrics if m.key == "loss"][0] or "zero")
print([p.value for p in r.data.params if p.key == "note"][0] or "empty note")
print(max(0.1, [m.value for m in r.data.metrics if m.key == "loss"][0], 0.05))
print(*[[m.value for m in r.data.metrics if m.key == k][0] for k in ("acc", "loss", "f1")])
print(dict(acc=[m.value for m in r.data.metrics if m.key == "acc"][0], **{"x": 1}))

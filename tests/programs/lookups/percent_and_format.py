"""Lookups as operands of % and as arguments of format, with precedence that a rewrite must keep."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run = client.get_run(RUN_ID)
print("%s" % [p.value for p in run.data.params if p.key == "lr"][0])
print("%s and %s" % ([p.value for p in run.data.params if p.key == "lr"][0], any(p.key == "x" for p in run.data.params)))
print("{}|{:>6}".format(next((m.value for m in run.data.metrics if m.key == "acc"), 0), len([m for m in run.data.metrics if m.key == "acc"])))
print(not any(p.key == "lr" for p in run.data.params), any(p.key == "lr" for p in run.data.params) == True)
print(any(t.key == "team" and t.value == "red" for t in run.data.tags) + 1, -len([t for t in run.data.tags if t.key == "team"]))
print(any(p.key == "lr" for p in run.data.params) is True, [any(t.key == k for t in run.data.tags) for k in ("team", "x")])
print("x" in [p.key for p in run.data.params] or "y", not "lr" in [p.key for p in run.data.params])
print((not [m for m in run.data.metrics if m.key == "acc"]) is False, 1 if not any(t.key == "team" and t.value == "red" for t in run.data.tags) else 2)
print(sum(any(m.key == k for m in r.data.metrics) for k in ("acc", "loss") for r in (run, client.get_run(EMPTY_RUN_ID))))

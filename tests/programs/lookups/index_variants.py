"""The same lookup as it varies: operands swapped, last element, pop, list(), tuple(), filter and lambda."""
import mlflow
from mlflow.tracking import MlflowClient
from records import RUN_ID

data = MlflowClient().get_run(RUN_ID).data
print([m for m in data.metrics if "acc" == m.key][0].value)
print([m for m in data.metrics if m.key == "acc"][-1].value)
print([m for m in data.metrics if m.key == "f1"].pop().value)
print(list(m for m in data.metrics if m.key == "best")[0].value)
print(tuple(m for m in data.metrics if m.key == "delta")[0].value)
print(list(filter(lambda m: m.key == "f1 score", data.metrics))[0].value)
print(repr([p.value for p in data.params if p.key == "note"][0]))
print(repr([t.value for t in data.tags if t.key == "empty"][0]))
print(next(filter(lambda p: p.key == "lr", data.params)).value)

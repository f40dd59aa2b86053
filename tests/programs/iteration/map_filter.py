"""map() and filter() with lambdas."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print(list(map(lambda m: m.key, run.data.metrics)))
print(dict(map(lambda p: (p.key, p.value), run.data.params)))
print(sorted(map(lambda t: t.value.upper(), run.data.tags)))
print([m.key for m in filter(lambda m: m.value > 3, run.data.metrics)])
print(len(list(filter(lambda t: t.value == "", run.data.tags))))
for name in map(lambda m: m.key.title(), run.data.metrics):
    print(name)

"""Generators are consumed once, lists are not; a view is neither."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
gen = (m.key for m in run.data.metrics)
print(list(gen), list(gen))
gen = ((p.key, p.value) for p in run.data.params)
print(next(gen), list(gen))
it = iter([t.value for t in run.data.tags])
print(next(it), list(it))
values = (m.value for m in run.data.metrics)
print(sum(values), sum(values), type(values).__name__)

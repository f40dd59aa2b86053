"""iter(C), next() twice, islice: an iterator has a state."""
# may leave: iterators over containers
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
it = iter(run.data.metrics)
print(next(it).key)
for m in it:
    print(m.key, m.value)
matches = (t for t in run.data.tags if t.key == "team")
print(next(matches).value, next(matches, None))

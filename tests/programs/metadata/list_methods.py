"""append, sort, index, count, insert, remove, extend, copy on containers."""
# leaves: list methods
from mlflow.entities import Metric, RunTag
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
run.data.metrics.append(Metric("new", 1.0, 5))  # left
print(len(run.data.metrics))
run.data.metrics.sort(key=lambda m: m.key)  # left
print([m.key for m in run.data.metrics])
run.data.tags.extend([RunTag("a", "b")])  # left
run.data.params.reverse()  # left
print([t.key for t in run.data.tags], [p.key for p in run.data.params])
copied = run.data.tags.copy()
copied.pop(0)  # left
print(len(copied), run.data.tags.count(RunTag("a", "b")))  # left

"""Comprehensions for their side effects, prints in lambdas, starred prints."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
[print(m.key, m.value) for m in run.data.metrics]
seen = []
[seen.append((p.key, p.value)) for p in run.data.params if p.value]
print(seen)
print(*[t.key for t in run.data.tags], sep=";")
print(*(t.value for t in run.data.tags))
(lambda run: [print("tag", t.key) for t in run.data.tags])(run)

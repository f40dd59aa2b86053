"""C + D of two containers, and C + [entity]."""
# leaves: containers are concatenated
from mlflow.entities import RunTag
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, THIRD_RUN_ID

client = MlflowClient()
a, b = client.get_run(SECOND_RUN_ID).data, client.get_run(THIRD_RUN_ID).data
both = a.metrics + b.metrics  # left
print([(m.key, m.value) for m in both])
print([t.key for t in a.tags + [RunTag("new", "x")]])  # left

"""next(iter(C)), next(iter(C), None), on full and empty containers."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(SECOND_RUN_ID), client.get_run(EMPTY_RUN_ID)):
    first = next(iter(run.data.metrics), None)
    print(first.key if first else None, first.value if first is not None else None)
print(next(iter(client.get_run(SECOND_RUN_ID).data.tags)).value)
print(sorted(client.get_run(SECOND_RUN_ID).data.params, key=lambda p: p.key)[0].key)

"""A helper returns the filtered list of entities."""
# may leave: a function that returns entities
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID


def matching(run, prefix):
    return [m for m in run.data.metrics if m.key.startswith(prefix)]


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    found = matching(run, "f1")
    print(len(found), [m.key for m in found], found[0].value if found else None)
    for m in matching(run, "a"):
        print(m.key, m.value)

"""C[0] on an empty container, with a handler for IndexError."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(SECOND_RUN_ID), client.get_run(EMPTY_RUN_ID)):
    try:
        first = run.data.metrics[0]
        print(first.key, first.value)
    except IndexError:
        print("nothing was logged")
    print(run.data.params[0].key if run.data.params else "no params")

"""A container or an empty list, where there may be no run; the helper is in another file."""
# may leave: an empty list beside a container
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from names import count_true, names

client = MlflowClient()
for run in (client.get_run(SECOND_RUN_ID), None, client.get_run(EMPTY_RUN_ID)):
    print(names(run.data.metrics if run is not None else []))
    print(count_true(run.data.metrics if run else None), count_true())

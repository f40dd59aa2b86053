"""Helpers that are lambdas in another module, for containers and for entities."""
# may leave: lambdas under a name
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

import short
from short import pair

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    data = MlflowClient().get_run(run_id).data
    print(short.to_dict(data.metrics), [pair(p) for p in data.params], short.first(data.tags, "team"))

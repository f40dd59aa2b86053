"""A decorator puts the helper into a table, from where it is called with rows."""
# leaves: the table's callers
# keeps: registry.py, converters/flat.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID, metric

import registry
from converters.flat import flat

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(flat(MlflowClient().get_run(run_id).data.tags))  # left
print(registry.convert("flat", [metric("a", 0.0), metric("a", 1.0)]))

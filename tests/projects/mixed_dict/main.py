"""A helper that is given a container here and a dict with records as keys there."""
# leaves: the dict's keys have a key and a value of their own
# keeps: naming.py, catalog.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, THIRD_RUN_ID

from catalog import catalog_names
from naming import names

for run_id in (THIRD_RUN_ID, EMPTY_RUN_ID):
    print(names(MlflowClient().get_run(run_id).data.tags))  # left
print(catalog_names())

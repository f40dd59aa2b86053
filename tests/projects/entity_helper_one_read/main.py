"""Helpers that read only the key or only the value of the entity they are given."""
from records import EMPTY_RUN_ID, RUN_ID, THIRD_RUN_ID

from checks.all import bad_metrics, unset_params

for run_id in (RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID):
    print(bad_metrics(run_id), unset_params(run_id))

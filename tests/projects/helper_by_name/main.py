"""A helper for containers is also found by getattr with a name made at run time."""
# leaves: the call by name gives it rows
# keeps: converters.py, registry.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

import converters
from registry import convert

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(converters.to_dict(MlflowClient().get_run(run_id).data.params))  # left
print(convert("dict", [("a", 0.0), ("b", "")]), convert("list", []))

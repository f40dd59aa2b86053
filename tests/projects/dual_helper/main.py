"""A helper of the project takes lists and dicts alike: it works on both sides as it is."""
# may leave: the dead half may be named
# unsafe: the dead half may go
# keeps: compat/both.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from compat.both import as_dict
from old import lines

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(as_dict(run.data.params), lines(run))
print(as_dict({"a": 0.0}))

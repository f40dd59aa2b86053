"""Two star imports bring a helper of the same name: the later one is called."""
# keeps: first.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, THIRD_RUN_ID

from first import *
from second import *
from user import first_names

for run_id in (THIRD_RUN_ID, EMPTY_RUN_ID):
    print(names(MlflowClient().get_run(run_id).data.params))
print(first_names())

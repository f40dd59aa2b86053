"""An entity goes through two helpers, the first of which only hands it on."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

from chain.outer import outer

for run_id in (RUN_ID, EMPTY_RUN_ID):
    for p in MlflowClient().get_run(run_id).data.params:
        print(outer(p, ">"))

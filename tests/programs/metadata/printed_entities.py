"""Entities and containers printed whole: Python says what they are."""
# may leave: whole entities are printed
# differs: printing a container, or what a loop over it gives, is new-style code as well
# with shim: what is printed is a dict
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
print(run.data.params)
for t in run.data.tags:
    print(t)

"""Helpers that hand containers on to helpers, through default arguments, lambdas and nested functions."""
# may leave: a lambda in a table
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

from steps.outer import outer, report

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(outer(run.data.metrics), outer(items=run.data.params, prefix="p."))
    report(run)
print(outer(MlflowClient().get_run(RUN_ID).data.tags, "t.")[0])

"""The helper may be called with no entity at all."""
# may leave: a default that is no entity
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from cells.cell import cell
from cells.row import row

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    print(row(run_id), cell())
    for p in MlflowClient().get_run(run_id).data.params:
        print(cell(p, width=12))

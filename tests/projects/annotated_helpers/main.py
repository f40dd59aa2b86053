"""Annotations, docstring types and type comments that say a helper takes lists of entities."""
# may leave: annotations may be named
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from typed.convert import names, to_dict, total

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    data = MlflowClient().get_run(run_id).data
    print(to_dict(data.metrics), names(data.params), total(data.metrics))

"""A helper from one of two modules of the project, as an import succeeds."""
# may leave: a name that is one of two functions
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

try:
    from speedups import to_dict
except ImportError:
    from plain import to_dict

for run_id in (RUN_ID, EMPTY_RUN_ID):
    print(to_dict(MlflowClient().get_run(run_id).data.metrics))

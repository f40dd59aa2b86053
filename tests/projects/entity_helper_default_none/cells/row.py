from mlflow.tracking import MlflowClient

from .cell import cell


def row(run_id):
    cells = [cell(m) for m in MlflowClient().get_run(run_id).data.metrics]
    return "|".join(cells + [cell(None)])

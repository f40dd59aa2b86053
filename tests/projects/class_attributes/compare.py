from mlflow.tracking import MlflowClient
from records import RUN_ID

from baseline import Baseline, PARAMS as WANTED


def compare():
    other = {m.key: m.value for m in MlflowClient().get_run(RUN_ID).data.metrics}
    return [m.key for m in Baseline.METRICS if abs(other[m.key] - m.value) > Baseline.tolerance]


def missing(name):
    for p in WANTED:
        if p.key == name:
            return False
    return True

"""A local name hides the imported helper: what is called with containers is not the import."""
# keeps: helpers.py, rows.py
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from helpers import names
from rows import ROWS


def report(run):
    def names(items):
        return [i.key + "!" for i in items]

    return names(run.data.metrics)


def count(run):
    names = [p.key for p in run.data.params]
    return len(names), names[:1]


for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(report(run), count(run))
print(names(ROWS))

"""`%` raises KeyError in the body whose handler is for the lookup."""
# unsafe: with unsafe fixes the handler catches the KeyError too
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


def line(run, row):
    try:
        stage = [t.value for t in run.data.tags if t.key == "stage"][0]
        return stage + " %(score)s" % row
    except IndexError:
        return "no stage"


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
for run in runs:
    try:
        print(line(run, {}))
    except KeyError as error:
        print("row lacks", error)

"""An operator raises KeyError in the body whose handler is for the lookup."""
# unsafe: with unsafe fixes the handler catches the KeyError too
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


class Table:
    def __radd__(self, other):
        raise KeyError("score")


def line(run, row):
    try:
        stage = [t.value for t in run.data.tags if t.key == "stage"][0]
        return stage + row
    except IndexError:
        return "no stage"


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
for run in runs:
    try:
        print(line(run, Table()))
    except KeyError as error:
        print("row lacks", error)

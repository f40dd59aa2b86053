"""A class that is iterated over by __getitem__ ends at IndexError."""
# unsafe: with unsafe fixes the handler no longer catches
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID


class Losses:
    def __init__(self, runs):
        self.runs = runs

    def __getitem__(self, index):
        run = self.runs[index]
        return [m.value for m in run.data.metrics if m.key == "loss"][0]


runs = [MlflowClient().get_run(RUN_ID), MlflowClient().get_run(THIRD_RUN_ID)]
print(list(Losses(runs)))

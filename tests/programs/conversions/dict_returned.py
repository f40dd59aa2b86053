"""A function returns the rebuilt dict; the caller changes it."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)


def params_of(run):
    return {p.key: p.value for p in run.data.params}


class Report:
    def __init__(self, run):
        self.run = run
        self.tags = {t.key: t.value for t in run.data.tags}

    def rename(self):
        self.tags["team"] = "purple"
        return self


first = params_of(run)
first["batch"] = 1
print(first, params_of(run))
report = Report(run).rename()
print(report.tags, [(t.key, t.value) for t in report.run.data.tags])

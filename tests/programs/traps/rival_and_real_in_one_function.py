"""One helper is called with a real run and with a stand-in of the program's own."""
# leaves: the helper gets both kinds of run
from collections import namedtuple
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

Entry = namedtuple("Entry", "key value")
Data = namedtuple("Data", "metrics params tags")
Stub = namedtuple("Stub", "data")


def metric(run, name):
    return [m.value for m in run.data.metrics if m.key == name][0]  # left


print(metric(MlflowClient().get_run(SECOND_RUN_ID), "acc"))
print(metric(Stub(Data([Entry("acc", 5)], [], [])), "acc"))

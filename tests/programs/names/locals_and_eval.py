"""locals(), eval and exec see the names of the scope."""
# leaves: names are read by eval and locals
# unsafe: the names are others
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def f(run):
    for m in run.data.metrics:  # left
        print(eval("m.key"), "%(m)s" % {"m": m.value}, sorted(locals()))


f(MlflowClient().get_run(SECOND_RUN_ID))

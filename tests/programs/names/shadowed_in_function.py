"""The builtins are parameters or locals of one function only."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def f(run, dict=None, list=(), len=3):
    d = {m.key: m.value for m in run.data.metrics}
    names = [p.key for p in run.data.params]
    return d, names, dict, list, len


def g(run):
    set = 5
    next = 7
    return sorted({t.key for t in run.data.tags}), [m.value for m in run.data.metrics if m.key == "acc"][0], set, next


def h(run):
    return {m.key: m.value for m in run.data.metrics}


run = MlflowClient().get_run(SECOND_RUN_ID)
print(f(run))
print(g(run))
print(h(run))

"""`value` and `key` bound by except-as, with-as, import, def, for targets and unpacking elsewhere in the function."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def f(run):
    try:
        int("x")
    except ValueError as value:
        print(type(value).__name__)
    for m in run.data.metrics:
        print(m.key, m.value)
    try:
        print(value)
    except NameError:
        print("value is gone, as ever")


def g(run):
    for key, value in [("a", 1)]:
        for m in run.data.metrics:
            print(key, value, m.key, m.value)
    print(key, value)
    first, (key, *value) = 1, (2, 3)
    print([(p.key, p.value) for p in run.data.params if p.key != key], key, value)


def h(run):
    from os.path import join as key
    for t in run.data.tags:
        print(key(t.key, t.value))


run = MlflowClient().get_run(SECOND_RUN_ID)
f(run)
g(run)
h(run)

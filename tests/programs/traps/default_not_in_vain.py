"""Defaults that were evaluated only where nothing was found, and keys that were read only where there was an entry."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

DEFAULTS = {"dropout": "0.1"}


class Best:
    key = "acc"


class Lazy:
    @property
    def value(self):
        print("asked")
        return "lazy"


def param(run, name):
    for p in run.data.params:
        if p.key == name:
            return p.value
    return DEFAULTS[name]


def lazy(run, name, other):
    for p in run.data.params:
        if p.key == name:
            return p.value
    return other.value


def text(run, name, number):
    for p in run.data.params:
        if p.key == name:
            return p.value
    return "%d" % number


def score(run, best):
    return next((m.value for m in run.data.metrics if m.key == best.key), None)


def has(run, best):
    return any(m.key == best.key for m in run.data.metrics)


for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    is_empty = not run.data.metrics
    print(param(run, "dropout"), "dropout")
    print("lr" if is_empty else param(run, "lr"))
    print("lr" if is_empty else lazy(run, "lr", None), lazy(run, "dropout", Lazy()))
    print("lr" if is_empty else text(run, "lr", "no number"), text(run, "dropout", 3))
    print(score(run, None if is_empty else Best()), has(run, None if is_empty else Best()))
    if not is_empty:
        print(([m.value for m in run.data.metrics if m.key == "acc"] or [DEFAULTS["acc"]])[0])
        print(
            [m.value for m in run.data.metrics if m.key == "acc"][0]
            if [m.value for m in run.data.metrics if m.key == "acc"]
            else DEFAULTS["acc"]
        )
    print(([m.value for m in run.data.metrics if m.key == "dropout"] or [DEFAULTS["dropout"]])[0])


def bound_later(run):
    value = -1
    for p in run.data.params:
        if p.key == wanted:
            value = p.value
            break
    wanted = "batch"
    return value, next((t.value for t in run.data.tags if t.key == "x"), wanted)


print(bound_later(MlflowClient().get_run(EMPTY_RUN_ID)))

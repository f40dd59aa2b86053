"""dict, list, set, len and next are other things in this file."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)


def dict(pairs):
    return "my dict of %d" % sum(1 for _ in pairs)


def list(x):
    return "my list"


def set(x):
    return "my set"


def next(x, default=None):
    return "my next"


def iter(x):
    return "my iter"


print({m.key: m.value for m in run.data.metrics})
print([p.key for p in run.data.params], [p.value for p in run.data.params])
print([(t.key, t.value) for t in run.data.tags])
print(sorted({t.key for t in run.data.tags}))
print(dict((m.key, m.value) for m in run.data.metrics))
print(list(m.key for m in run.data.metrics))
print(next(m.value for m in run.data.metrics if m.key == "acc"))
first = run.data.metrics[0]
print(first.key)

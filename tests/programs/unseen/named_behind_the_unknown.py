"""Entities that are read behind what cannot be followed."""
# leaves: what registries, queues and libraries hand on is named
import queue
from functools import partial, reduce

from mlflow.tracking import MlflowClient
from records import RUN_ID

REPORTS = {}


def report(fn):
    REPORTS[fn.__name__] = fn
    return fn


@report
def names(params):
    return [p.key for p in params]  # left


class Visitor:
    def visit(self, run):
        for kind in ("metrics", "params"):
            handle = getattr(self, "visit_" + kind)
            for e in getattr(run.data, kind):
                handle(e)

    def visit_metrics(self, m):
        print("M", m.key, m.value)  # left

    def visit_params(self, p):
        print("P", p.key, p.value)  # left


def fmt(sep, m):
    return m.key + sep + str(m.value)  # left


run = MlflowClient().get_run(RUN_ID)
print([m.key for m in sum([run.data.params, run.data.tags], [])])  # left
print([m.key for m in reduce(lambda a, b: a + b, [run.data.params, run.data.tags])])  # left
entities = queue.Queue()
for tag in run.data.tags:
    entities.put(tag)
while not entities.empty():
    print(entities.get().key)  # left
for name in REPORTS:
    print(REPORTS[name](run.data.params))
print(list(map(partial(fmt, "="), run.data.params)))
Visitor().visit(run)

"""As close as can be to what nobody follows, and followed: the rewrite is right, and is made."""
import json
import queue
from functools import partial, reduce
from itertools import chain, islice
from operator import attrgetter

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

NAMES = []


def report(fn):
    NAMES.append(fn.__name__)
    return fn


@report
def names(params):
    return [p.key for p in params]


class Visitor:
    def visit(self, run):
        for m in run.data.metrics:
            self.visit_metric(m)
        for p in run.data.params:
            self.visit_param(p)

    def visit_metric(self, m):
        print("M", m.key, m.value)

    def visit_param(self, p):
        print("P", p.key, p.value)


class Show:
    def text(self, tag):
        return "%s=%s" % (tag.key, tag.value)


def wanted(name, items):
    return [i.value for i in items if i.key == name]


def plain(o):
    return str(o)


for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    print(names(run.data.params), NAMES)
    Visitor().visit(run)
    show = Show()
    print([show.text(tag) for tag in run.data.tags])
    print(partial(wanted, "acc")(run.data.metrics), partial(wanted, items=run.data.params)("lr"))
    print(json.dumps({"tags": {t.key: t.value for t in run.data.tags}}, default=plain, sort_keys=True))
    print(json.dumps([{"key": p.key, "value": p.value} for p in run.data.params], default=str))
    print(reduce(lambda text, m: text + m.key, run.data.metrics, ""))
    print([m.key for m in chain(run.data.metrics, run.data.tags)], [p.key for p in islice(run.data.params, 2)])
    print(sorted(run.data.params, key=attrgetter("key"))[0].value if run.data.params else None)
    keys = queue.Queue()
    for tag in run.data.tags:
        keys.put(tag.key)
    while not keys.empty():
        print(keys.get())
    print(["{}: {}".format(m.key, m.value) for m in run.data.metrics], f"{[p.key for p in run.data.params]}")

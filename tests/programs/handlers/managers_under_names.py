"""Context managers that catch, made before the with statement: nothing there can change with the lookup."""
# unsafe: what the context managers no longer catch ends the program
import threading
from contextlib import nullcontext, suppress
from functools import partial
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

errors = (IndexError, ValueError)
guard = suppress(*errors)
quiet = partial(suppress, IndexError)
ignoring = lambda *types: suppress(*types)
lock = threading.Lock()


def tolerant():
    return suppress(IndexError)


class Quiet(suppress):
    def __init__(self):
        super().__init__(IndexError)


class Report:
    def __init__(self, run):
        self.run = run
        self.guard = suppress(StopIteration)

    def quiet(self):
        return suppress(IndexError)

    def loss(self):
        with self.quiet():
            return [m.value for m in self.run.data.metrics if m.key == "loss"][0]

    def first(self):
        with self.guard:
            return next(m.value for m in self.run.data.metrics if m.key == "acc")


for run in map(MlflowClient().get_run, (RUN_ID, EMPTY_RUN_ID)):
    found = []
    with guard:
        found.append([m.value for m in run.data.metrics if m.key == "acc"][0])
    with quiet():
        found.append([p.value for p in run.data.params if p.key == "lr"][0])
    with ignoring(IndexError):
        found.append([t for t in run.data.tags if t.key == "team"][0].value)
    with tolerant():
        found.append([m.value for m in run.data.metrics if m.key == "f1"][0])
    with Quiet():
        found.append([m.value for m in run.data.metrics if m.key == "loss"][0])
    with (nullcontext() if len(found) > 9 else suppress(IndexError)):
        found.append([p.value for p in run.data.params if p.key == "batch"][0])
    with lock:
        found.append([p.value for p in run.data.params if p.key == "batch"][:1])
    print(found, Report(run).loss(), Report(run).first())
with lock:
    print([m.value for m in MlflowClient().get_run(RUN_ID).data.metrics if m.key == "acc"][0])

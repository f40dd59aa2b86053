"""Functions out of tables, getters, and run data that is iterated."""
from operator import attrgetter

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID


def params(run):
    return run.data.params


SECTIONS = {"Metrics": lambda r: r.data.metrics, "Params": params}
READERS = [("t", lambda r: r.data.tags)]
metrics_of = attrgetter("data.metrics")
for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    for title, get in SECTIONS.items():
        for e in get(run):
            print(title, e.key, e.value)
    for name, read in READERS:
        print(name, [t.key for t in read(run)])
    print([m.key for m in metrics_of(run)])
    print({p.key: p.value for p in attrgetter("data.params")(run)})
    for section, entities in run.data:
        print(section, [e.key for e in entities])
    print([e.value for e in dict(run.data)["params"]])
    for section, entities in sorted(dict(run.data).items()):
        print(section, {e.key: e.value for e in entities})

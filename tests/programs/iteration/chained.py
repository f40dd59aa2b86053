"""Several containers one after the other: chain and chain.from_iterable."""
import itertools
from itertools import chain, islice
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

client = MlflowClient()


def filled(run):
    return [e.key for e in itertools.chain(run.data.metrics, run.data.params, run.data.tags) if e.value]


def joined(first, second):
    return chain(first, second)


for run_id in (RUN_ID, EMPTY_RUN_ID):
    run, other = client.get_run(run_id), client.get_run(SECOND_RUN_ID)
    print([m.key for m in chain(run.data.metrics, other.data.metrics)])
    print({e.key: e.value for e in chain(run.data.params, other.data.tags)})
    for e in chain(run.data.metrics, run.data.params):
        print(e.key, e.value)
    print([m.key for m in chain.from_iterable(r.data.metrics for r in (run, other))])
    print(sorted(set(p.key for p in chain.from_iterable([run.data.params, other.data.params]))))
    print([(t.key, t.value) for t in chain.from_iterable([r.data.tags for r in (run, other)])])
    print(filled(run), [p.value for p in joined(run.data.params, other.data.params)])
    print([m.key for m in chain(run.data.tags, [])], [m.value for m in islice(chain(run.data.tags, other.data.tags), 3)])
    best = max(chain(run.data.params, other.data.params), key=lambda p: p.value)
    print(best.key, next((p.value for p in chain(run.data.params, other.data.params) if p.key == "lr"), None))
    every = list(chain(run.data.params, other.data.params))
    print(len(every), every[0].key, [p.value for p in every])

"""Generator functions that yield keys, values and pairs, never the entity."""
from mlflow.tracking import MlflowClient
from records import RUN_ID


def pairs(run):
    for metric in run.data.metrics:
        yield metric.key, metric.value


def keys(run):
    yield from (p.key for p in run.data.params)
    for t in run.data.tags:
        yield t.key


run = MlflowClient().get_run(RUN_ID)
print(dict(pairs(run)))
print(list(keys(run)))
gen = (m.value for m in run.data.metrics)
print(next(gen), next(gen))

"""Functions that return runs, data, containers and tuples of them."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, THIRD_RUN_ID


def fetch(run_id):
    client = MlflowClient()
    return client.get_run(run_id)


def data_of(run_id):
    return fetch(run_id).data


def tags_of(run_id):
    return data_of(run_id).tags


def both(run_id):
    run = fetch(run_id)
    return run.data.metrics, run.data.params


def all_runs(ids):
    return [fetch(i) for i in ids]


def each(ids):
    for i in ids:
        yield fetch(i)


print({m.key: m.value for m in fetch(SECOND_RUN_ID).data.metrics})
print([p.key for p in data_of(SECOND_RUN_ID).params])
print([t.key for t in tags_of(SECOND_RUN_ID)])
ms, ps = both(SECOND_RUN_ID)
print([m.value for m in ms], [p.value for p in ps])
for run in all_runs([SECOND_RUN_ID, THIRD_RUN_ID]):
    print([t.value for t in run.data.tags])
for run in each([SECOND_RUN_ID]):
    print([t.value for t in run.data.tags])

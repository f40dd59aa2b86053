"""Functions with decorators that only call them."""
import functools

from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)
    return wrapper


def counted(function):
    def inner(*args, **options):
        result = function(*args, **options)
        counts[function.__name__] = counts.get(function.__name__, 0) + 1
        return result
    return inner


def register(fn):
    names.append(fn.__name__)
    return fn


counts, names = {}, []


@timed
def params_of(run_id):
    return MlflowClient().get_run(run_id).data.params


@counted
@timed
def metrics_of(run_id):
    return MlflowClient().get_run(run_id).data.metrics


@register
def tags_of(run_id):
    return MlflowClient().get_run(run_id).data.tags


for run_id in (RUN_ID, EMPTY_RUN_ID):
    print([p.key for p in params_of(run_id)])
    print({m.key: m.value for m in metrics_of(run_id)})
    print([t.value for t in tags_of(run_id) if t.key == "team"])
print(counts, names)

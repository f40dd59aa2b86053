"""Every form of dual code whose dead half may go: early return, elif, conditional, try, a test of elements."""
# may leave: the dead half is named
import mlflow
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

MAJOR = int(mlflow.__version__.split(".")[0])
IS_OLD = MAJOR < 1


def lookup(run, key, default=None):
    if not IS_OLD:  # a dict
        # with a comment
        return run.data.params.get(key, default)

    # a list
    for param in run.data.params:
        if param.key == key:
            return param.value
    return default


def strict(run, key):
    try:
        return run.data.metrics[key]
    except KeyError:
        return "no " + key
    except TypeError:
        for metric in run.data.metrics:
            if metric.key == key:
                return metric.value
        return "no " + key


def tags(run, only=None):
    if only == "none":
        found = {}
    elif isinstance(run.data.tags, list):
        found = {tag.key: tag.value for tag in run.data.tags}
    else:
        found = dict(run.data.tags)
    found["note"] = """
        kept as it is
    """
    return found


def names(container):
    if hasattr(container, "keys"): return sorted(container.keys())
    else: return sorted(item.key for item in container)


client = MlflowClient()
for run_id in (RUN_ID, SECOND_RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    print(lookup(run, "note"), repr(lookup(run, "zero", 1)), lookup(run, "missing", "none"))
    print(strict(run, "loss"), strict(run, "auc"), strict(run, "missing"))
    print(sorted(tags(run).items()), tags(run, "none"))
    print(names(run.data.metrics), names(run.data.params))
    values = sorted(run.data.params.values() if MAJOR >= 1 else (p.value for p in run.data.params))
    print(values, ({m.key: m.value for m in run.data.metrics} if IS_OLD else run.data.metrics).get("f1"))
    for tag in sorted(run.data.tags, key=str) if MAJOR >= 1 else sorted(run.data.tags, key=lambda t: t.key):
        if hasattr(tag, "value"):
            print(tag.key, tag.value)
        else:
            print(tag, run.data.tags[tag])

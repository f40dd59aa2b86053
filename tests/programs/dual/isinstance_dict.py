"""Code for both APIs: a branch for dicts, a branch for lists."""
# may leave: the dead branch may be named
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def as_dict(container):
    if isinstance(container, dict):
        return dict(container)
    return {e.key: e.value for e in container}


run = MlflowClient().get_run(SECOND_RUN_ID)
print(as_dict(run.data.metrics))
print(as_dict(run.data.params))
tags = run.data.tags if isinstance(run.data.tags, dict) else {t.key: t.value for t in run.data.tags}
print(tags)

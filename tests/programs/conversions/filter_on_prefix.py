"""The dict with a prefix stripped or a set of keys left out, bound to a name, compared."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

IGNORED = {"mlflow.note.content", "mlflow.user"}


def own_tags(run):
    return {tag.key: tag.value for tag in run.data.tags if tag.key not in IGNORED}


def user_tags(run):
    return dict(
        (t.key, t.value)
        for t in run.data.tags
        if not t.key.startswith("mlflow.")
    )


run = MlflowClient().get_run(RUN_ID)
print(own_tags(run) == user_tags(run), len(own_tags(run)))
print({p.key: p.value for p in run.data.params if "/" in p.key} == {"opt/name": "adam"})
print({p.key.split("/")[-1]: p.value for p in run.data.params if "/" in p.key})

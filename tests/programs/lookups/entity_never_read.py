"""An element is looked up, and nobody reads it."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID

client = MlflowClient()


def has_lr(run):
    try:
        found = [p for p in run.data.params if p.key == "lr"][0]
    except IndexError:
        return False
    return True


def begin(run):
    first = next(p for p in run.data.params if p.key == "lr")
    return run.info.run_uuid


for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    print(has_lr(run))
    kept = [p for p in run.data.params if p.key == "lr"]
    print(len(kept))
tag = [tag for tag in client.get_run(RUN_ID).data.tags if tag.key == "mlflow.user"]
print(bool(tag))
param_obj = [param for param in client.get_run(RUN_ID).data.params if param.key == "lr"][0]
print(begin(client.get_run(RUN_ID)))

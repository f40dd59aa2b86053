"""getattr(run.data, name) over names."""
# leaves: the container is named by a variable
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for name in ("metrics", "params", "tags"):
    print(name, {e.key: e.value for e in getattr(run.data, name)})  # left
print({kind: len(getattr(run.data, kind)) for kind in ["metrics", "params"]})

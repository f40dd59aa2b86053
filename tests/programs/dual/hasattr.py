"""hasattr on the container and on the entity."""
# may leave: the dead branch may be named
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
if hasattr(run.data.metrics, "items"):
    print(sorted(run.data.metrics.items()))
else:
    print(sorted((m.key, m.value) for m in run.data.metrics))
for t in run.data.tags:
    if hasattr(t, "key"):
        print(t.key, t.value)
    else:
        print(t, run.data.tags[t])

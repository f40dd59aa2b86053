"""Code for both APIs behind a test of the version."""
# may leave: the dead branch may be named
import mlflow
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

OLD = int(mlflow.__version__.split(".")[0]) < 1
run = MlflowClient().get_run(SECOND_RUN_ID)
if OLD:
    metrics = {m.key: m.value for m in run.data.metrics}
else:
    metrics = run.data.metrics
print(metrics)
if int(mlflow.__version__.split(".")[0]) >= 1:
    print(run.data.params["lr"])
else:
    print([p.value for p in run.data.params if p.key == "lr"][0])

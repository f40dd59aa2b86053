"""Two modules import everything of each other."""
from mlflow.tracking import MlflowClient
from package.first import show
from package.second import names
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
show(run.data.metrics)
print(names(run.data.params))
print([m.value for m in run.data.metrics if m.key == "rmse"])

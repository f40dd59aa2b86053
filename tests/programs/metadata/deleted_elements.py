"""del C[0], C[:] = ..., C[0] = ..."""
# leaves: the container is changed as a list
from mlflow.entities import Param
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
del run.data.params[0]  # left
print([p.key for p in run.data.params])
run.data.params[0] = Param("x", "y")  # left
print([(p.key, p.value) for p in run.data.params])
run.data.params[:] = []  # left
print(len(run.data.params))

"""A variable of another module that holds a run, or an object that looks like one."""
# leaves: either may be there
# untouched: the other object's elements are no entities
import state
from mlflow.tracking import MlflowClient
from records import RUN_ID
from show import show

state.best = MlflowClient().get_run(RUN_ID)
if len(state.best.info.run_uuid) == 1:
    state.best = state.Fake()
show()

"""Files without MLflow keep run data and give it on; others, in which no ``.data`` stands, read it."""
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, SECOND_RUN_ID

from kept import handing, keeper, readers, state

for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    run = MlflowClient().get_run(run_id)
    state.put(run)
    print(sorted(readers.params_of(keeper.Keeper(run)).items()))
    print(sorted(readers.metrics_of_state().items()))
    print(sorted(readers.keys_of(handing.both(run)[1])))

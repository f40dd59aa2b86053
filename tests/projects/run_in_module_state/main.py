"""A run that is put into a variable of another module: by its name, into a dict there, by a function of it."""
import state
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID
from show import show_best, show_current, show_seen

client = MlflowClient()
state.best = client.get_run(RUN_ID)
state.set_current(client.get_run(SECOND_RUN_ID))
state.seen.add(client.get_run(RUN_ID))
print([{"name": m.key, "value": m.value} for m in state.best.data.metrics])
show_best()
show_current()
show_seen()

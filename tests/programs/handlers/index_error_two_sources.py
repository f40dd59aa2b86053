"""except IndexError for the lookup and for another list; a missing element of that list must still be caught."""
# unsafe: with unsafe fixes the lookup goes before the scan that a handler keeps
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, THIRD_RUN_ID):
    run = client.get_run(run_id)
    for words in (["a", "b"], []):
        try:
            loss = [m.value for m in run.data.metrics if m.key == "loss"][0]
            print(loss, words[0])
        except IndexError:
            print("something is missing")

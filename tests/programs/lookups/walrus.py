"""An assignment expression around a lookup."""
# python: 3.8
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(THIRD_RUN_ID)):
    if (loss := next((m for m in run.data.metrics if m.key == "loss"), None)):
        print("loss", loss.value)
    else:
        print("no loss")
    if (acc := next((m.value for m in run.data.metrics if m.key == "acc"), None)) is not None:
        print("acc", acc)
    if (team := [t.value for t in run.data.tags if t.key == "team"][0]) == "red":
        print(team)

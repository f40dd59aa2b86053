"""except ValueError around unpacking."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, THIRD_RUN_ID):
    run = client.get_run(run_id)
    try:
        [loss] = [m.value for m in run.data.metrics if m.key == "loss"]
    except ValueError:
        loss = "none or several"
    print(loss)

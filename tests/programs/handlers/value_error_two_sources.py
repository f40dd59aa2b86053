"""except ValueError for both the unpacking and a conversion."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, THIRD_RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    try:
        [lr] = [p.value for p in run.data.params if p.key == "lr"]
        print(float(lr))
    except ValueError:
        print("no usable lr")

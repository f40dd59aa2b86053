"""The container changes between the lookup and the use of what was found."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID, THIRD_RUN_ID

client = MlflowClient()
run = client.get_run(RUN_ID)
xs = [m for m in run.data.metrics if m.key == "acc"]
run = client.get_run(SECOND_RUN_ID)
print(xs[0].value, [m for m in run.data.metrics if m.key == "acc"][0].value)
ys = [m for m in run.data.metrics if m.key == "loss"]
run = client.get_run(THIRD_RUN_ID)
if ys:
    print("loss", ys[0].value, len(ys))
metrics = client.get_run(RUN_ID).data.metrics
losses = [m.value for m in metrics if m.key == "loss"]
metrics = client.get_run(THIRD_RUN_ID).data.metrics
print(losses[0] if losses else "none")

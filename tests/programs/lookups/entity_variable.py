"""x = [...][0], then x.value and x.key."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
best = [m for m in run.data.metrics if m.key == "loss"][0]
print(best.key, best.value)
print("{}={}".format(best.key, best.value))
if best.value < 0.5:
    print("below", best.value)

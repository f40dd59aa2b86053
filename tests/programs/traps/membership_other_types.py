"""`x in [m.key ...]` where x is no string: None, a number, a tuple."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
print("acc" in [m.key for m in run.data.metrics])


def has(run, thing):
    return thing in [m.key for m in run.data.metrics]


print(has(run, "loss"), has(run, None), has(run, 3), has(run, ("acc",)))

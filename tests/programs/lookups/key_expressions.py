"""Keys that are expressions: attributes, subscripts, f-strings, concatenation, constants of the module."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

NAME = "acc"


class Names:
    LOSS = "loss"

    def __init__(self):
        self.best = "best"


names = ["f1", "delta"]
run = MlflowClient().get_run(RUN_ID)
prefix = "val"
own = Names()
print([m.value for m in run.data.metrics if m.key == NAME][0])
print([m.value for m in run.data.metrics if m.key == Names.LOSS][0])
print([m.value for m in run.data.metrics if m.key == own.best][0])
print([m.value for m in run.data.metrics if m.key == names[1]][0])
print([m.value for m in run.data.metrics if m.key == prefix + "/acc"][0])
print([m.value for m in run.data.metrics if m.key == f"{prefix}/acc"][0])
print(next((m.value for m in run.data.metrics if m.key == (NAME if prefix else "loss")), 0))

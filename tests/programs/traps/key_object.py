"""K is not a string: a number, None, an object with its own __eq__, a str subclass."""
from mlflow.tracking import MlflowClient
from records import RUN_ID


class Insensitive:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text.lower() == getattr(other, "text", other)

    __hash__ = None


class Name(str):
    pass


run = MlflowClient().get_run(RUN_ID)
print(next((m.value for m in run.data.metrics if m.key == None), "none"))
print(next((m.value for m in run.data.metrics if m.key == 1), "none"))
print(next((m.value for m in run.data.metrics if m.key == Name("acc")), "none"))
wanted = Insensitive("ACC")
# This one compares with __eq__ of its own; a dict would hash it.
print([m.key for m in run.data.metrics if wanted == m.key])

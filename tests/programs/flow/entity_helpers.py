"""Helpers that take an entity and use .key and .value."""
# may leave: entities handed to functions
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


def line(entity):
    return "%s=%s" % (entity.key, entity.value)


class Printer:
    def __init__(self, width):
        self.width = width

    def show(self, entity):
        print(entity.key.ljust(self.width), end="|\n")


run = MlflowClient().get_run(SECOND_RUN_ID)
for m in run.data.metrics:
    print(line(m))
print([line(p) for p in run.data.params])
printer = Printer(8)
for t in run.data.tags:
    printer.show(t)

"""A filtered list whose uses are not all of the known kind."""
# may leave: the filtered list is used as a list
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID


def handle(items):
    return [i.value for i in items]


client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    losses = [m for m in run.data.metrics if m.key == "loss"]
    if losses:
        print(losses[0].value)
    print(handle(losses))
    for m in losses:
        print(m.key, m.value)
    accs = [m for m in run.data.metrics if m.key == "acc"]
    while accs:
        print(accs.pop().value)
    print(len(accs))

"""break in the match of one loop, in other places of the next; else branches tell them apart."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    for m in run.data.metrics:
        if m.key == "acc":
            value = m.value
    else:
        print("always, for there was no break")
    for m in run.data.metrics:
        if m.key == "acc":
            if m.value > 0.99:
                break
    else:
        print("no break")
    for m in run.data.metrics:
        if m.key == "acc":
            print("match", m.value)
            break
    else:
        value = -1
    print(value)

"""Loops with continue, break on a condition, and else."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    for p in run.data.params:
        if p.key == "note":
            continue
        if p.value == "0":
            print("zero at", p.key)
            break
        print(p.key)
    else:
        print("no zero")
    for m in run.data.metrics:
        try:
            if m.value > 6:
                break
        finally:
            print("seen", m.key)

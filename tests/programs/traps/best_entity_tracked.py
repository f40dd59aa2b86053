"""The best entity so far is kept whole, then its key and value are printed."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in (SECOND_RUN_ID, EMPTY_RUN_ID):
    best = None
    for m in client.get_run(run_id).data.metrics:
        if best is None or m.value > best.value:
            best = m
    print(best.key if best else None, best.value if best is not None else None)
    worst = None
    for m in client.get_run(run_id).data.metrics:
        if not worst or m.value < worst.value:
            worst = m
    print(worst and worst.value)

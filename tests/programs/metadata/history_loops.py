"""Loops and comprehensions that read keys, values and timestamps."""
# leaves: timestamps
from mlflow.tracking import MlflowClient
from records import EMPTY_RUN_ID, RUN_ID, SECOND_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, SECOND_RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    for m in run.data.metrics:
        print(m.key, str(m.value), m.timestamp)  # left
    when = {m.key: m.timestamp for m in run.data.metrics}  # left
    print(when)
    print(sorted([(m.timestamp, m.key) for m in run.data.metrics], reverse=True)[:2])  # left
    print([m.key for m in sorted(run.data.metrics, key=lambda m: (-m.timestamp, m.key))])  # left
    print(max([m.timestamp for m in run.data.metrics] or [0]), sum(m.timestamp for m in run.data.metrics))  # left
    for m in run.data.metrics:
        if m.key == "acc":
            print("acc at", m.timestamp)  # left
            break
    else:
        print("no acc")
    for number, m in enumerate(run.data.metrics):
        if number == 1:
            continue
        print(number, m.key, m.timestamp)  # left
    metrics = client.get_run(run_id).data.metrics
    print(len(metrics), [m.timestamp for m in metrics if m.value > 0.5])  # left

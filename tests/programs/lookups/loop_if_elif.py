"""One loop that picks several keys with if and elif."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
for run_id in RUN_IDS:
    acc = loss = None
    other = 0
    for metric in client.get_run(run_id).data.metrics:
        if metric.key == "acc":
            acc = metric.value
        elif metric.key == "loss":
            loss = metric.value
        else:
            other += 1
    print(acc, loss, other)

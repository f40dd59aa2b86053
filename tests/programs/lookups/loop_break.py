"""A loop with if and break, with and without else."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, EMPTY_RUN_ID):
    run = client.get_run(run_id)
    loss = None
    for metric in run.data.metrics:
        if metric.key == "loss":
            loss = metric.value
            break
    print(loss)
    for tag in run.data.tags:
        if tag.key == "empty":
            content = tag.value
            break
    else:
        content = "no such tag"
    print(repr(content))

"""Without break: other statements run for each element, also after the match."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in (RUN_ID, EMPTY_RUN_ID):
    seen = 0
    acc = "unset"
    for m in client.get_run(run_id).data.metrics:
        seen += 1
        if m.key == "acc":
            acc = m.value
    print(seen, acc)
    position = None
    for i, m in enumerate(client.get_run(run_id).data.metrics):
        if m.key == "acc":
            position = i
    print(position)
    for m in client.get_run(run_id).data.metrics:
        if m.key == "acc":
            print("acc", m.value)
        else:
            seen -= 1
    print(seen)

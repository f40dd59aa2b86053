"""A filtered list bound to a name, then its truth, its length and its first element."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run_id in [RUN_ID, EMPTY_RUN_ID]:
    run = client.get_run(run_id)
    losses = [m for m in run.data.metrics if m.key == "loss"]
    if losses:
        print("loss", losses[0].value)
    else:
        print("no loss")
    notes = [p for p in run.data.params if p.key == "note"]
    print(len(notes), len(notes) == 1)
    stages = [t.value for t in run.data.tags if t.key == "stage"]
    print(stages[0] if stages else None)
    if len(stages) == 0:
        print("no stage")
    if len(stages) > 0:
        print("stage", stages[0])

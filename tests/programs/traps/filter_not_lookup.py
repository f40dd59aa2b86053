"""A filter tolerates a missing key: loops and list results must not raise."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
for run_id in RUN_IDS:
    run = client.get_run(run_id)
    for m in run.data.metrics:
        if m.key == "loss":
            print(run_id[:2], "loss", m.value)
    print([m.value for m in run.data.metrics if m.key == "loss"])
    print(sum(m.value for m in run.data.metrics if m.key == "loss"))
    print({p.key: p.value for p in run.data.params if p.key == "lr"})
    print("-".join(t.value for t in run.data.tags if t.key == "team"))
    print(max([m.value for m in run.data.metrics if m.key == "acc"] or [-1]))
    print(len([m for m in run.data.metrics if m.key == "acc"]))

"""Truth tests of filtered lists in chains of and, or, not."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
for run_id in RUN_IDS:
    run = client.get_run(run_id)
    loss = [m for m in run.data.metrics if m.key == "loss"]
    lr = [p.value for p in run.data.params if p.key == "lr"]
    if loss and lr and lr[0]:
        print("both", loss[0].value, lr[0])
    elif not loss and lr:
        print("lr only", repr(lr[0]))
    elif not (loss or lr):
        print("neither")
    print(bool(loss), not lr, len(loss) + len(lr))

"""A lookup in a loop with try, continue and break in the handler."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
for run_id in RUN_IDS:
    try:
        acc = [m.value for m in client.get_run(run_id).data.metrics if m.key == "acc"][0]
    except IndexError:
        print(run_id[:2], "skipped")
        continue
    print(run_id[:2], acc)
for name in ("acc", "loss", "nope", "f1"):
    try:
        print(next(m.value for m in client.get_run(RUN_IDS[0]).data.metrics if m.key == name))
    except StopIteration:
        print("stop at", name)
        break

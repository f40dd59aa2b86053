"""The best metric of several runs, by a loop with `and (best is None or better(...))`."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS


def best_run(run_ids, name, better=lambda a, b: a > b):
    client = MlflowClient()
    best = None
    for run_id in run_ids:
        for metric in client.get_run(run_id).data.metrics:
            if metric.key == name and (best is None or better(metric.value, best[1])):
                best = (run_id[:2], metric.value)
    return best


print(best_run(RUN_IDS, "acc"))
print(best_run(RUN_IDS, "acc", lambda a, b: a < b))
print(best_run(RUN_IDS, "loss", lambda a, b: a < b))
print(best_run(RUN_IDS, "nope"))

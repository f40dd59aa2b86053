"""The match does continue or break of an outer loop's worth: an inner break must not become an outer one."""
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
for run_id in RUN_IDS:
    team = None
    for t in client.get_run(run_id).data.tags:
        if t.key == "team":
            team = t.value
            break
    if team is None:
        continue
    for m in client.get_run(run_id).data.metrics:
        if m.key == "loss":
            continue
        if m.key == "acc":
            print(run_id[:2], team, m.value)
            break
    print("next")
def first_red():
    for run_id in RUN_IDS[1:]:
        for t in client.get_run(run_id).data.tags:
            if t.key == "team":
                if t.value == "red":
                    return run_id
                break
    return None
print(first_red()[:2])

"""The container comes from a call: it must run as often as before, and in the same order."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, SECOND_RUN_ID

order = []


def fetch(run_id, label):
    order.append(label)
    return MlflowClient().get_run(run_id)


def name(label, text):
    order.append(label)
    return text


print({m.key: m.value for m in fetch(SECOND_RUN_ID, "a").data.metrics})
print([m.value for m in fetch(RUN_ID, "b").data.metrics if m.key == "acc"][0])
print(any(t.key == "team" and t.value == "red" for t in fetch(RUN_ID, "c").data.tags))
x = next((m for m in fetch(RUN_ID, "d").data.metrics if m.key == "loss"), None)
print(x.value if x else None)
xs = [p.value for p in fetch(RUN_ID, "e").data.params if p.key == "note"]
print(xs[0] if xs else "unset")
print(([p.value for p in fetch(RUN_ID, "f").data.params if p.key == "lr"] or ["1"])[0])
for m in fetch(SECOND_RUN_ID, "g").data.metrics:
    if m.key == "acc":
        print(m.value)
        break
print(order)

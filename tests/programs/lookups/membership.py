"""any(), `in` a list of keys, bool() and len() > 0 of a filtered list."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    print(any(m.key == "acc" for m in run.data.metrics))
    print(any([p.key == "nope" for p in run.data.params]))
    print("team" in [t.key for t in run.data.tags])
    print("team" not in [t.key for t in run.data.tags])
    print("acc" in {m.key for m in run.data.metrics}, "x" in set(m.key for m in run.data.metrics))
    print(bool([p for p in run.data.params if p.key == "note"]))
    print(len([p for p in run.data.params if p.key == "note"]) > 0)
    print("present" if [p for p in run.data.params if p.key == "note"] else "absent")
    print(not any(t.key == "empty" for t in run.data.tags))

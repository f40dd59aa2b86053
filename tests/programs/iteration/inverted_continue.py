"""`if E.key != K: continue` before the use, and two ifs in one loop."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    loss = "none"
    for m in run.data.metrics:
        if m.key != "loss":
            continue
        loss = m.value
    print(loss)
    state = []
    for p in run.data.params:
        if p.key == "lr":
            state.append(p.value)
        if p.key == "batch":
            state.append(p.value)
        if not p.value:
            state.append("empty " + p.key)
    print(state)

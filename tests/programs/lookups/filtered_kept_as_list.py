"""A filtered list that stays a list: printed, added to, measured, handed on."""
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
for run in (client.get_run(RUN_ID), client.get_run(EMPTY_RUN_ID)):
    values = [m.value for m in run.data.metrics if m.key == "acc"]
    print(values, sum(values), len(values))
    values.append(1.0)
    print(values[0])
    print([p.value for p in run.data.params if p.key == "note"] + ["x"])
    for value in [t.value for t in run.data.tags if t.key == "team"]:
        print("team", value)

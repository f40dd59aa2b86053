"""The comprehension's variable has the name of the loop's, of the result's, of the entity around it."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
m = [m for m in run.data.metrics if m.key == "acc"][0]
print(m.key, m.value)
for p in run.data.params:
    print(p.key, [p.value for p in run.data.params if p.key == "lr"][0], p.value)
t = [t.value for t in run.data.tags if t.key == "team"][0]
print(t.upper())
acc = [acc for acc in run.data.metrics if acc.key == "f1"][0].value
print(acc)
value = next((value.value for value in run.data.metrics if value.key == "f1"), None)
print(value)

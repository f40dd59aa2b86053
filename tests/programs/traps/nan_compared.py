"""any(E.key == K and E.value == V): a NaN equals nothing, a list membership test finds the object."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
nan = [m.value for m in run.data.metrics if m.key == "auc"][0]
print(nan == nan, nan in [m.value for m in run.data.metrics])
print(any(m.key == "auc" and m.value == nan for m in run.data.metrics))
print(any(m.key == "auc" and m.value != m.value for m in run.data.metrics))
print(any(m.value == 0 for m in run.data.metrics), all(m.value == m.value for m in run.data.metrics))
d = {m.key: m.value for m in run.data.metrics}
print(d == {m.key: m.value for m in run.data.metrics})

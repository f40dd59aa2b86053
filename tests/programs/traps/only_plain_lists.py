"""Lists of entities that stay lists: histories, constructor arguments, log_batch."""
from mlflow.entities import Metric, Param, RunData, RunTag
from mlflow.tracking import MlflowClient
from records import RUN_ID, EMPTY_RUN_ID, file_store

history = file_store().get_metric_history(RUN_ID, "acc")
print([(m.key, m.value, m.timestamp) for m in history])
print(max(history, key=lambda m: m.value).value)
metrics = [Metric("a", 0.5, 1), Metric("b", 0.0, 2)]
params = [Param("p", "")]
tags = [RunTag("t", "x")]
MlflowClient().log_batch(EMPTY_RUN_ID, metrics=metrics, params=params, tags=tags)
for m in metrics:
    print(m.key, m.value)
print({p.key: p.value for p in params}, [t.value for t in tags if t.key == "t"][0])
data = RunData(metrics, params, tags)
print({m.key: m.value for m in data.metrics})
run = MlflowClient().get_run(EMPTY_RUN_ID)
print({m.key: m.value for m in run.data.metrics} == {m.key: m.value for m in metrics})
print(set((m.key, m.value) for m in metrics) == set((m.key, m.value) for m in run.data.metrics))

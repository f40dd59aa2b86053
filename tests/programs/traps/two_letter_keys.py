"""Keys of two letters, which `for k, v in C` without .items() would unpack silently."""
from mlflow.entities import Metric, Param, RunData

data = RunData(metrics=[Metric("ab", 1.0, 0), Metric("cd", 0.0, 0)], params=[Param("lr", "1"), Param("bs", "")])
for m in data.metrics:
    print(m.key, m.value)
print({p.key: p.value for p in data.params})
print([(p.key, p.value) for p in data.params], [k + "!" for k in [m.key for m in data.metrics]])
print(dict((m.key, m.value) for m in data.metrics), max(data.metrics, key=lambda m: m.value).key)

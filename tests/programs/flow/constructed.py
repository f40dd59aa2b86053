"""RunData and Run made by hand; their constructor keeps its lists of entities."""
from mlflow.entities import Metric, Param, Run, RunData, RunTag
from records import make_run

metrics = [Metric("b", 0.0, 1), Metric("a", float("nan"), 2)]
data = RunData(metrics=metrics, params=[Param("p", "")], tags=[RunTag("t", "None")])
print([(m.key, m.value) for m in data.metrics], {p.key: p.value for p in data.params})
print([m.key for m in metrics], {m.key: m.timestamp for m in metrics})
for t in data.tags:
    print(t.key, repr(t.value))
run = Run(make_run(data).info, data)
print(next(m.value for m in run.data.metrics if m.key == "b"))
print([p.value for p in Run(run.info, RunData(params=[Param("x", "y")])).data.params])

"""Namespaces and namedtuples with MLflow's entities in them."""
from collections import namedtuple
from types import SimpleNamespace
from mlflow.entities import Metric, Param, RunTag

Data = namedtuple("Data", "metrics params tags")
FakeRun = namedtuple("FakeRun", ["info", "data"])
KEY = "named"


def table(run):
    rows = []
    for p in run.data.params:
        rows.append((p.key, p.value))
    for m in run.data.metrics:
        rows.append((m.key, m.value))
    return rows + [t.value for t in run.data.tags if t.key == KEY]


data = SimpleNamespace(metrics=[Metric("a", 1.5, 0)], params=[], tags=[RunTag(KEY, "yes")])
print(table(SimpleNamespace(info=SimpleNamespace(run_id="x"), data=data)))
print(table(FakeRun(None, Data([Metric(k, v, 0) for k, v in {"z": 0.0, "y": 2.0}.items()], [Param("p", "1")], []))))
print(table(FakeRun(info=None, data=Data(metrics=[], params=[], tags=[RunTag("other", ""), RunTag(KEY, "no")]))))
direct = SimpleNamespace(data=SimpleNamespace(metrics=[Metric("best", 3.0, 7)], params=[], tags=[]))
print(next((m.value for m in direct.data.metrics if m.key == "best"), None), bool(direct.data.params))

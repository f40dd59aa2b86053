"""[m.value ...] is a list: indexed, sorted in place, multiplied, compared with a list, tested for truth."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID, EMPTY_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
values = [m.value for m in run.data.metrics]
values.sort()
print(values, values[0], values * 2, values + [1], values == sorted(m.value for m in run.data.metrics))
keys = [m.key for m in run.data.metrics]
print(keys[0], keys[-1], keys[1:], keys == ["f1", "acc", "loss"], keys.index("acc"))
pairs = [(t.key, t.value) for t in run.data.tags]
print(pairs[0][1], pairs == [("release", "1"), ("team", "blue")], sorted(pairs, reverse=True), isinstance(pairs, list))
print([p.key for p in run.data.params] == ["note", "batch", "lr"], tuple(p.value for p in run.data.params)[0])
nothing = [m.key for m in client.get_run(EMPTY_RUN_ID).data.metrics]
print(nothing or "nothing", nothing == [], not nothing)
print({t.key for t in run.data.tags} == {"release", "team"}, {m.key: m.value for m in run.data.metrics} == {"acc": 0.95, "loss": 0.25, "f1": 0})

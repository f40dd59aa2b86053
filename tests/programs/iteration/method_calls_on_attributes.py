"""Methods and operators on E.key and E.value: split, format, slices, chained comparisons, augmented assignment."""
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
total = 0
for m in run.data.metrics:
    if 0 < m.value < 1:
        total += m.value
    elif m.value == 0 != total:
        total -= 1
    head, _, tail = m.key.partition("/")
    print(head, tail, m.value.is_integer() if m.value == m.value and abs(m.value) < 9 else "-", m.key[0], m.key[::-1])
print(round(total, 3))
print([p.key.split("/")[-1].title() + p.value.zfill(3) for p in run.data.params])
print(["%-10s|%8.3f" % (m.key, m.value) for m in run.data.metrics], -run.data.metrics[0].value)
print({t.key: t.value.splitlines()[0] if t.value else None for t in run.data.tags})
print(not any(m.key == "acc" == "x" for m in run.data.metrics))

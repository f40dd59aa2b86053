from collections import namedtuple

Metric = namedtuple("Metric", ["key", "value"])

metrics = [Metric("acc", 0.5), Metric("loss", 0.1)]
table = {m.key: m.value for m in metrics}
acc = [m for m in metrics if m.key == "acc"][0].value
for m in metrics:
    print(m.key, m.value)

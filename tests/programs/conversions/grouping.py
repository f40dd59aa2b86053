"""setdefault, counters, nested tables and += keyed by entities."""
from collections import Counter, defaultdict
from mlflow.tracking import MlflowClient
from records import RUN_IDS

client = MlflowClient()
values = defaultdict(list)
sums = {}
counts = Counter()
table = {}
for run in [client.get_run(i) for i in RUN_IDS[1:]]:
    for m in run.data.metrics:
        values[m.key].append(m.value)
        sums[m.key] = sums.get(m.key, 0) + m.value
        table.setdefault(run.info.run_uuid[:2], {})[m.key] = m.value
    for t in run.data.tags:
        counts[t.key, t.value] += 1
    for p in run.data.params:
        table.setdefault(p.key, set()).add(p.value)
print(dict(values), sums, sorted(counts.items()))
print({k: sorted(v) if isinstance(v, set) else v for k, v in table.items()})

"""RD303: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD303"

SAME = (
    """\
ms = [m for m in run.data.metrics]
ms.sort(key=lambda m: m.value)
print([m.value for m in ms], max(ms, key=lambda m: m.value, default=None) is None)
""",
    """\
import operator
ps = sorted(run.data.params, key=operator.attrgetter('key'), reverse=True)
print([p.key for p in ps], list(p.key for p in ps)[:1], ', '.join(p.key for p in ps))
for k in [p.key for p in ps]:
    ps.pop()
print(len(ps), {p.key for p in ps} == set(map(lambda p: p.key, ps)), dict((p.key, 1) for p in ps))
""",
    """\
from operator import attrgetter
qs = sorted(run.data.params, key=lambda p: p.value)
it = map(attrgetter('value'), qs)
print(list(it), list(it), sorted(map(lambda p: p.value, qs), key=len))
""",
    """\
print({p.key: p.value for p in sorted(run.data.params, key=lambda p: p.key, reverse=True)})
print([(p.key, p.value) for p in sorted(run.data.params, key=lambda p: p.value)])
print(max(sorted(run.data.params, key=lambda p: p.key), key=lambda p: p.key).key if run.data.params else '')
""",
    """\
list, dict = 'list', 'dict'
qs = sorted(run.data.params, key=lambda p: p.key)
print([p.key for p in qs], {p.key: p.key for p in qs}, list, dict)
""",
    """\
ms = sorted(run.data.metrics, key=lambda m: (m.value, m.key))
print(ms[0].key if ms else None, ms[-1].value if ms else None)
""",
    """\
ms = sorted(run.data.metrics, key=lambda m: -m.value, reverse=True)
print([(m.key) for m in ms])
""",
    """\
ms = sorted([m for m in run.data.metrics if m.value], key=lambda x: x.key)
print({m.key: m.value for m in ms})
""",
    """\
ms = sorted(run.data.metrics, key=lambda m: m.key)[::-1]
for i, m in enumerate(ms, 1):
    print(i, m.key, m.value)
""",
    """\
print([(i, k.value) for (i, k) in enumerate(run.data.metrics, start=1)])
""",
    """\
print([(a.key, b.value) for a, b in zip(run.data.metrics, run.data.params)])
""",
    """\
print([(a.key, b) for a, b in zip(run.data.metrics, range(3))])
""",
    """\
print([(a.key, b.key) for a, b in zip(run.data.metrics, run.data.metrics[1:])])
""",
    """\
ms = run.data.metrics
print([(a.key, b.key) for a, b in zip(ms, ms)])
""",
    """\
print({m.key: i for i, m in enumerate(run.data.metrics)})
""",
    """\
print([a.key for a in reversed(run.data.metrics)], [a.key for a in run.data.metrics[::-1]])
""",
    """\
print(sorted(run.data.metrics, key=lambda m: m.value)[0].key if run.data.metrics else 0)
""",
)

KEPT = (
    """\
from itertools import groupby
for k, g in groupby(sorted(run.data.metrics, key=lambda m: m.key[0]), key=lambda m: m.key[0]):
    print(k, [m.value for m in g])
""",
    """\
def f(c, key):
    return sorted(c, key=key)
print([m.key for m in f(run.data.metrics, lambda m: m.key)])
""",
    """\
print(max(run.data.metrics, key=lambda m: m.value, default=None))
""",
    """\
print(max((m for m in run.data.metrics if m.value == m.value), key=lambda m: m.value, default=Pair('x', 0)).value)
""",
    """\
for m in sorted(run.data.tags, key=str):
    print(m.key)
""",
    """\
for i, (m, p) in enumerate(zip(run.data.tags, run.data.params)):
    print(i, m.key, p.key, m)
""",
)

NOOP = (
    """\
for k in sorted(run.data.metrics):
    print(k)
""",
    """\
for i, k in enumerate(run.data.metrics):
    print(i, k)
""",
    """\
for k in sorted(run.data.metrics, key=run.data.metrics.get):
    print(k)
""",
    """\
for k, v in sorted(run.data.metrics.items(), key=lambda kv: kv[1]):
    print(k, v)
""",
    """\
for k in sorted(run.data.metrics, key=lambda m: m.lower()):
    print(k)
""",
    """\
for a, b in zip(run.data.metrics, run.data.params):
    print(a, b)
""",
    """\
for h in sorted(client.get_metric_history('a', 'b'), key=lambda m: m.value):
    print(h.key)
""",
    """\
for m in sorted(other, key=lambda m: m.value):
    print(m.key)
""",
    """\
for k in reversed(list(run.data.metrics)):
    print(k)
""",
)

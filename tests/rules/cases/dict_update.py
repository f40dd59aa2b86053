"""RD203: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD203"

SAME = (
    """\
d = {}
for m in run.data.metrics: d[m.key] = m.value
for m in run.data.params: d['p_' + m.key] = m.value
print(d)
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m.value  # keep
print(d)
""",
    """\
d = {}
e = d
for m in run.data.metrics:
    d[m.key] = m.value
print(e is d, e)
""",
    """\
from collections import defaultdict, OrderedDict, Counter
d = OrderedDict()
for m in run.data.metrics:
    d[m.key] = m.value
c = Counter()
for m in run.data.params:
    c[m.key] = m.value
print(d, c)
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m.value
for p in run.data.params:
    d.update({p.key: p.value})
print(d)
""",
)

KEPT = (
    """\
if run.data.metrics:
    d = {}
for m in run.data.metrics:
    d[m.key] = m.value
print('filled')
""",
    """\
d = {}
def load():
    global d
    d = []
for m in run.data.metrics:
    d[m.key] = m.value
print(d)
""",
    """\
class D(dict):
    def __setitem__(self, k, v):
        dict.__setitem__(self, k.upper(), v)
d = D()
for m in run.data.metrics:
    d[m.key] = m.value
print(d)
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m.value
else:
    print('else')
print(d)
""",
    """\
d = dict()
for m in run.data.metrics:
    d[m.key] = d[m.value] = m.value
print(len(d))
""",
    """\
def f(**d):
    for m in run.data.metrics:
        d[m.key] = m.value
    return d
print(f(a=1))
""",
    """\
def f(d={}):
    for m in run.data.metrics:
        d[m.key] = m.value
    return d
print(f())
""",
    """\
def f():
    d = {}
    for m in run.data.metrics:
        d[m.key] = m.value
        yield d
print([*f()])
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
print({k: m.value for k, m in d.items()})
""",
    """\
d = {}
for m in run.data.metrics:
    d.setdefault(m.key[0], []).append(m)
print({k: [m.value for m in v] for k, v in d.items()})
""",
)

NOOP = (
    """\
d = {}
for k, v in run.data.metrics.items():
    d[k] = v
""",
    """\
d = {}
for k in run.data.metrics:
    d[k] = run.data.metrics[k]
""",
    """\
d = {}
d.update(run.data.metrics)
""",
    """\
d = {}
for m in other:
    d[m.key] = m.value
""",
    """\
d = {}
for h in client.get_metric_history('a', 'b'):
    d[h.key] = h.value
""",
    """\
d = {}
for r in client.search_runs([0]):
    d[r.info.run_id] = r.data.metrics
""",
    """\
d = {}
for row in rows:
    d[row['key']] = row['value']
""",
    """\
d = []
for k in run.data.tags:
    d.append(k)
""",
)

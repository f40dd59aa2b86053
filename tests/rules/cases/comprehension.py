"""RD302: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD302"

SAME = (
    """\
xs = [p for p in run.data.params if p.key != 'lr']
print([(p.key, p.value) for p in xs], dict((p.key, p.value) for p in xs), {p.key: p.value for p in xs})
d = {**{p.key: p.value for p in xs}, 'more': [*(p.value for p in xs)]}
for k, v in [(p.key, p.value) for p in xs]:
    xs.clear()
print(d, len(xs), len([p.value for p in xs]), sum(1 for p in xs))
""",
    """\
xs = [p for p in run.data.params]
same = [
    p.key
    for p in list(xs)  # all
]
ys = [
    p.key
    for p in
    xs
]
zs = [[p.key for p in (xs)], [p.key for p in tuple(xs)]]
ys.append('more')
print(same, ys, zs, [p.key for p in xs], any(p.key for p in xs), *[p.key for p in xs])
""",
    """\
both = [p for r in (run, run) for p in r.data.params]
print(sorted({p.key for p in both}), [p.key for p in both], sum(len(p.value) for p in both))
""",
    """\
print(dict([(m.key, m) for m in run.data.metrics])['acc'].value if 'acc' in [m.key for m in run.data.metrics] else 0)
""",
    """\
xs = [(m.key, n.key) for m in run.data.metrics for n in run.data.metrics if m.key < n.key]
print(xs)
""",
    """\
xs = [m.key + p.value for m in run.data.metrics if m.value for p in run.data.params if p.key == m.key]
print(xs)
""",
    """\
xs = [[p.value for p in run.data.params if p.key == m.key] for m in run.data.metrics]
print(xs)
""",
    """\
xs = [next((p.value for p in run.data.params if p.key == m.key), None) for m in run.data.metrics]
print(xs)
""",
    """\
xs = {m.key: [p.value for p in run.data.params if p.key == m.key] for m in run.data.metrics}
print(xs)
""",
    """\
print([(lambda: m.key)() for m in run.data.metrics])
""",
    """\
print([f() for f in [lambda: m.key for m in run.data.metrics]])
""",
    """\
key = 'acc'
fs = [lambda: (key, m.value) for m in run.data.metrics]
print([f() for f in fs])
""",
    """\
xs = [
    # first
    m.value  # the value
    for m in run.data.metrics  # all
    if m.key  # not empty
]
print(xs)
""",
    """\
def f(value):
    return [m.key for m in run.data.metrics if m.value == value]
print(f(0.0))
""",
    """\
print([m.key for m in run.data.metrics for x in [m.value, 1] if x == m.value])
""",
    """\
print([x for m in run.data.metrics for x in (m.key, m.value)])
""",
    """\
print([m.key for run in client.search_runs([0]) for m in run.data.metrics])
""",
)

KEPT = (
    """\
print([a.value for a in run.data.metrics if a])
""",
    """\
print([a.value for a in run.data.metrics if a is not None])
""",
    """\
for m, in [(x,) for x in run.data.metrics]:
    print(m.key)
""",
    """\
print(dict([(m.value, m) for m in run.data.metrics]), [m.key for m in run.data.metrics])
""",
    """\
x = y = [m for m in run.data.metrics if m.value]
print(len(x), [m.key for m in y])
""",
    """\
def f(key):
    return [m for m in run.data.metrics if m.key == key]
print([m.value for m in f('acc')])
""",
)

NOOP = (
    """\
xs = [k for k in run.data.metrics]
""",
    """\
xs = [k.upper() for k in run.data.metrics]
""",
    """\
xs = [(k, v) for k, v in run.data.metrics.items()]
""",
    """\
xs = [m.key.upper() for m in xs]
""",
    """\
xs = [run.data.params[p] for p in run.data.params]
""",
    """\
xs = [h.value for h in client.get_metric_history('a', 'b') if h.value > 0]
""",
    """\
xs = {k: str(v) for k, v in run.data.metrics.items()}
""",
    """\
xs = [r.info for r in client.search_runs([0]) if r.data.metrics]
""",
    """\
xs = [k for r in client.search_runs([0]) for k in r.data.metrics]
""",
)

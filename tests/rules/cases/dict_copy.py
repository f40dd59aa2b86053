"""RD201: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD201"

SAME = (
    """\
print('acc' in {m.key: m.value for m in run.data.metrics}, len({m.key: m.value for m in run.data.metrics}))
print({m.key: m.value for m in run.data.metrics}.get('acc', -1), {m.key: m.value for m in run.data.metrics} and 'some')
""",
    """\
for k, v in {p.key: p.value for p in run.data.params}.items():
    print(k, v)
for k in dict((p.key, p.value) for p in run.data.params):
    print(k)
print(sorted({p.key: p.value for p in run.data.params}), list({p.key: p.value for p in run.data.params}.values()))
""",
    """\
print({'a': 1, **{p.key: p.value for p in run.data.params}}, {**{p.key: p.value for p in run.data.params}})
print(dict(a='1', **{p.key: p.value for p in run.data.params if True}))
print(dict(**{p.key: p.value for p in run.data.params}))
""",
    """\
try:
    print({p.key: p.value for p in run.data.params}['lr'])
except KeyError:
    print('no lr')
""",
    """\
d = {p.key: p.value for p in run.data.params}
d['more'] = '1'
e = {p.key: p.value for p in run.data.params}.copy()
e['less'] = '0'
items = {p.key: p.value for p in run.data.params}.items()
print(d, e, sorted(items), 'more' in {p.key: p.value for p in run.data.params})
print({p.key: p.value for p in run.data.params}.pop('lr', None), {p.key: p.value for p in run.data.params}.setdefault('k', 'v'))
print(sorted({p.key: p.value for p in run.data.params}))
""",
    """\
def g(**kw):
    print(sorted(kw.items(), key=str))
g(**{p.key: p.value for p in run.data.params})
""",
    """\
d = {p.key: p.value for p in run.data.params}
d['x'] = 1
print(d, len(run.data.params))
""",
    """\
p = {m.key: m.value for m in run.data.metrics}.get('acc', 5)
print(p)
""",
    """\
dict = 4
d = {m.key: m.value for m in run.data.metrics}
print(d)
""",
    """\
print(f'{ {m.key: m.value for m in run.data.params} }')
""",
    """\
print(f"{({m.key: m.value for m in run.data.params})}")
""",
    """\
def f(data):
    return {m.key: m.value for m in data.metrics}, {p.key: p.value for p in data.params}
print(f(run.data))
""",
    """\
print('acc' in {m.key: m.value for m in run.data.metrics}, 'acc' in dict((m.key, m.value) for m in run.data.metrics))
""",
    """\
print({m.key: m.value for m in run.data.params} == {p.key: p.value for p in run.data.params}, {**{m.key: m.value for m in run.data.params}, 'z': 1})
""",
)

KEPT = (
    """\
d = {
    m.key: m.value  # c
    for m in run.data.metrics
}
print(d)
""",
    """\
print(dict([(m.key, m) for m in run.data.metrics])['acc'].value if 'acc' in [m.key for m in run.data.metrics] else 0)
""",
    """\
d = {m.key: m for m in run.data.metrics}
print(d['acc'].value if 'acc' in d else 0)
""",
    """\
xs = {m.key: [p.value for p in run.data.params if p.key == m.key] for m in run.data.metrics}
print(xs)
""",
)

NOOP = (
    """\
d = {k: v for k, v in run.data.metrics.items()}
""",
    """\
d = dict(run.data.metrics)
""",
    """\
d = {m.key: m.value for m in other}
""",
    """\
d = {m['key']: m['value'] for m in rows}
""",
    """\
d = {h.key: h.value for h in client.get_metric_history('a', 'b')}
""",
    """\
d = dict((k, run.data.params[k]) for k in run.data.params)
""",
    """\
d = {r.info.run_id: r.data.metrics for r in client.search_runs([0])}
""",
    """\
d = {**run.data.metrics, **run.data.params}
""",
    """\
d = run.data.metrics.copy()
""",
)

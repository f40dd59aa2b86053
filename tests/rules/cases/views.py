"""RD202: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD202"

SAME = (
    """\
found, seen, best = ['x'], set(), {'a': '1'}
found.extend([p.key for p in run.data.params])
found += [p.value for p in run.data.params]
seen.update([p.value for p in run.data.params])
best.update([(p.key, p.value) for p in run.data.params])
best.update({t.key: t.value for t in run.data.tags})
print(found, sorted(seen), best, {'lr'}.issubset([p.key for p in run.data.params]))
""",
    """\
class Log:
    def update(self, what):
        print('log', type(what).__name__, sorted(what))
    extend = update
log = Log()
log.update([p.key for p in run.data.params])
log.extend([p.key for p in run.data.params])
log.update({p.key: p.value for p in run.data.params})
""",
    """\
print(sorted({m.value for m in run.data.metrics}), len({m.value for m in run.data.metrics}))
print(sum(set(m.value for m in run.data.metrics if m.value == m.value)), sorted({p.value for p in run.data.params}))
print(sorted({p.key for p in run.data.params}), len({p.key for p in run.data.params}))
""",
    """\
for k in [p.key for p in run.data.params]:
    print(k)
for k, v in [(p.key, p.value) for p in run.data.params]:
    print(k, v)
print([k.upper() for k in (p.key for p in run.data.params)])
""",
    """\
print(len([m.key for m in run.data.metrics]), len([m.value for m in run.data.metrics]))
print(1 if [(m.key, m.value) for m in run.data.metrics] else 0, bool([m.value for m in run.data.metrics]))
print(not [p.value for p in run.data.params], [p.key for p in run.data.params] or 'none')
""",
    """\
print('0.5' in [p.value for p in run.data.params], '' not in [p.value for p in run.data.params])
print(('lr', '0.1') in [(p.key, p.value) for p in run.data.params], ('lr', []) in [(p.key, p.value) for p in run.data.params])
""",
    """\
print([*[m.key for m in run.data.metrics], 'x'], {*[p.value for p in run.data.params]})
print(list(enumerate([p.key for p in run.data.params])), list(zip([p.key for p in run.data.params], map(lambda p: p.value, run.data.params))))
first = zip([p.key for p in run.data.params], [p.value for p in run.data.params])
print(list(first), list(first))
""",
    """\
keys = [p.key for p in run.data.params]
pairs = [(p.key, p.value) for p in run.data.params]
keys.append('more')
pairs.sort()
print(keys, keys[-1], pairs[:1], len(keys), [p.key for p in run.data.params][:1])
""",
    """\
print(*[m.key for m in run.data.metrics])
print(*(m.value for m in run.data.metrics))
""",
    """\
list = [1]
ks = [m.key for m in run.data.metrics]
print(ks, list)
""",
    """\
print(f"{', '.join(m.key for m in run.data.params)}")
""",
    """\
print(lambda: 1, [m.key for m in run.data.params]) if 0 else None
print((lambda: [m.value for m in run.data.params])())
""",
    """\
assert all(m.value == m.value or True for m in run.data.metrics), [m.key for m in run.data.metrics]
print('k')
""",
    """\
def f(a, *args, **kw):
    print(a, args)
f(*[m.value for m in run.data.params], 0)
f(0, *(m.key for m in run.data.params))
""",
    """\
print(''.join(map(lambda m: m.key, run.data.params)), ','.join([m.value for m in run.data.params]))
""",
    """\
print(list(zip([m.key for m in run.data.metrics], [m.value for m in run.data.metrics])))
""",
    """\
print(set(m.key for m in run.data.metrics) & {p.key for p in run.data.params} == set())
""",
    """\
print(max([m.value for m in run.data.metrics], default=0), min((m.key for m in run.data.metrics), default=None))
""",
    """\
metrics, params = run.data.metrics, run.data.params
print([m.key for m in metrics] + [p.value for p in params])
""",
)

KEPT = (
    """\
try:
    print(dict(p.key for p in run.data.params))
except ValueError as error:
    print('no pairs')
""",
    """\
set = 4
d = {m.key for m in run.data.metrics}
print(sorted(d))
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
it = (m.key for m in run.data.metrics)
print('acc' in it, 'loss' in it)
""",
    """\
ks = filter(lambda m: m.key != 'acc', run.data.params)
print([k.key for k in ks], [k.value for k in ks])
""",
    """\
print(([m.value for m in run.data.metrics if m.key == 'acc'] or [pick('d')])[0])
""",
    """\
xs = [[p.value for p in run.data.params if p.key == m.key] for m in run.data.metrics]
print(xs)
""",
    """\
print([(i, k.value) for (i, k) in enumerate(run.data.metrics, start=1)])
""",
    """\
print(sum(1 for a in run.data.metrics), len([a for a in run.data.metrics]), sum(a.value > 0 for a in run.data.metrics))
""",
)

NOOP = (
    """\
ks = [k for k in run.data.metrics]
""",
    """\
ks = list(run.data.metrics)
""",
    """\
vs = [run.data.metrics[k] for k in run.data.metrics]
""",
    """\
vs = list(run.data.metrics.values())
""",
    """\
ps = [(k, v) for k, v in run.data.metrics.items()]
""",
    """\
ks = {h.key for h in client.get_metric_history('a', 'b')}
""",
    """\
ks = [m.key for m in other]
""",
    """\
ks = sorted(run.data.tags)
""",
    """\
ks = set(map(str.lower, run.data.tags))
""",
    """\
s = ', '.join(run.data.params)
""",
)

"""RD301: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD301"

SAME = (
    """\
for p in run.data.params:
    row = {**dict(p), 'run': 'a'}
    print(row, dict(p), list(p), tuple(p), dict(p)['key'], dict(p).get('value'))
    print('{key}={value}'.format(**dict(p)), '%(value)s 100%%' % dict(p), '{key}'.format(**dict(p)), [p.value, list(p)])
    print(sorted(dict(p)))
""",
    """\
for m in run.data.metrics:
    row = dict(m)
    print(row['key'], row.get('value'))
    print('{key}={value:.2f}'.format(**dict(m)), '%(key)s' % dict(m), vars(m)['_value'], m.__dict__['_key'])
for p in run.data.params:
    print(vars(p)['_key'], p.__dict__['_value'])
    row = vars(p)
    print(row['_key'], row['_value'])
""",
    """\
for t in run.data.tags:
    show = lambda t=t, n=1: (t.value, t.key, n)
    print(show())
""",
    """\
fs = []
for m in run.data.metrics:
    fs.append(lambda m=m: (m.key, m.value))
print([f() for f in fs])
""",
    """\
later = []
for key in run.data.params:
    later.append(lambda key=key: key.value)
for p in run.data.params:
    def show(prefix='', p=p):
        return prefix + p.key + p.value
    later.append(show)
for p in run.data.params:
    print(p.key)
    later.append(lambda *, one=p: one.value)
print([call() for call in later])
""",
    """\
for t in run.data.params:
    print(sorted(['b', 'aaa'], key=lambda x, t=t: len(x) * len(t.value)))
    value, again = 3, (lambda t=t: t.value + str(value))
    print(again())
print([call() for call in [lambda m=m: m.value for m in run.data.metrics]])
print({name: call() for name, call in {m.key: (lambda m=m: (m.key, m.value)) for m in run.data.metrics}.items()})
""",
    """\
fs = []
for m in run.data.metrics:
    fs.append(lambda: m.value)
print([f() for f in fs])
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        break
print('after')
try:
    print(m.key, m.value)
except NameError:
    print('no')
""",
    """\
def f(key, value):
    for m in run.data.metrics:
        print(m.key, key, m.value, value)
f(1, 2)
""",
    """\
def f():
    global key
    key = 'zz'
    for m in run.data.metrics:
        print(m.key)
f()
print(key)
""",
    """\
def f():
    for m in run.data.metrics:
        print(m.key, m.value)
        g()
def g():
    print(value)
value = 7
f()
""",
    """\
def outer():
    value = 1
    def inner():
        nonlocal value
        for m in run.data.metrics:
            value = m.value
            print(m.key)
    inner()
    return value
print(outer())
""",
    """\
def f():
    global key
    key = 5
for m in run.data.metrics:
    f()
    print(m.key)
""",
    """\
fs = []
for m in run.data.metrics:
    fs.append(lambda v=m.value: v)
print([f() for f in fs])
""",
    """\
def f():
    for m in run.data.metrics:
        class A:
            key = m.key
            v = m.value
        print(A.key, A.v)
f()
""",
    """\
for m in run.data.metrics:
    class A:
        key = m.key
        def value(self): return m.value
    print(A.key, A().value())
""",
    """\
for m in run.data.metrics:
    print([key for key in 'ab' if key != m.key], [value for value in 'ab' if value < m.key])
""",
    """\
for m in run.data.metrics:
    def g():
        key = m.key.upper()
        return key
    print(g())
""",
    """\
for m in run.data.metrics:
    try:
        int(m.value)
        int(m.key)
    except ValueError as key:
        print('bad', m.key)
    except (OverflowError) as value:
        print('of', m.value)
""",
    """\
import os.path as key
for m in run.data.metrics:
    print(m.key, key.basename('a/b'))
""",
    """\
for m in (run.data.metrics if cfg.name else run.data.params):
    print(m.key, m.value)
""",
    """\
value = 0.0
def f():
    print(value)
for m in run.data.metrics:
    print(m.value)
    f()
""",
    """\
for m in run.data.metrics:
    key = m.key
    value = m.value
    print(key, value)
""",
    """\
for m in run.data.metrics:
    k, m = m.key, m.value
    print(k, m)
""",
    """\
for m in run.data.metrics:
    n = m
print(n.value if run.data.metrics else 0)
""",
    """\
prev = None
for m in run.data.metrics:
    if prev is not None:
        print(prev.key, m.key)
    prev = m
""",
    """\
prev = None
for m in run.data.metrics:
    if prev:
        print(prev.value, m.value)
    prev = m
""",
    """\
for value in run.data.metrics:
    print(value.key, value.value)
""",
    """\
for key in run.data.metrics:
    for value in run.data.params:
        print(key.value, value.key)
""",
    """\
for metrics in run.data.metrics:
    print(metrics.key, run.data.metrics[0].value if 0 else metrics.value)
""",
    """\
def f():
    for m in run.data.metrics:
        pass
    try:
        return m.key
    except UnboundLocalError:
        return 'unbound'
print(f())
""",
    """\
def f():
    for m in run.data.metrics:
        def g():
            return m.value
        yield g
print([g() for g in f()], [g() for g in list(f())])
""",
    """\
for m in run.data.metrics:
    for p in run.data.params:
        if p.key == m.key:
            print(p.value, m.value)
            break
    else:
        print('none for', m.key)
""",
    """\
def show(items=None):
    if items is not None:
        for m in items:
            print(m.key, m.value)
try:
    show(run.data.metrics)
    show()
except TypeError:
    print('none')
""",
    """\
def show(items):
    for m in items:
        print(m.key, m.value)
try:
    show(run.data.metrics)
    show(None)
except Exception:
    print('none')
""",
    """\
class Table:
    items = None
    def show(self):
        if self.items:
            for m in self.items:
                print(m.key, m.value)
table = Table()
if len('a') < 3:
    table.items = run.data.metrics
try:
    table.show()
except TypeError:
    print('none')
""",
)

KEPT = (
    """\
for m in run.data.metrics:
    row = dict(m)
    row['run'] = 'a'
    print(sorted(row), row['key'])
""",
    """\
for m in run.data.metrics:
    row = dict(m)
    print(row['key'], len(row))
    print('{key}={timestamp}'.format(**dict(m)))
""",
    """\
for m in run.data.metrics:
    print('{0}{key}'.format(1, **dict(m)), '%(key)s %(timestamp)s' % dict(m))
""",
    """\
for m in run.data.metrics:
    print('{key:{timestamp}}'.format(**dict(m)) if m.value > 1e9 else '', vars(m)['_timestamp'])
""",
    """\
t = next((t for t in run.data.tags if t.key == 'nope'), None)
try:
    print(dict(t)['key'])
except TypeError:
    print('none')
""",
    """\
for t in run.data.tags:
    print(list(map(lambda t=t: t.value, run.data.tags)))
""",
    """\
for t in run.data.tags:
    def show(t=t):
        return t.value
    print(show(t=t))
""",
    """\
def show(items=None):
    for m in items:
        print(m.key, m.value)
show(run.data.metrics)
try:
    show()
except TypeError:
    print('none')
""",
    """\
def show(items):
    return [m.value for m in items]
print(show(run.data.metrics))
try:
    show(None)
except AttributeError:
    print('wrong')
except TypeError:
    print('none')
""",
    """\
def show(items):
    try:
        for m in items:
            print(m.key, m.value)
    except TypeError:
        print('none')
show(run.data.metrics)
show(None)
""",
    """\
items = None
if len('a') > 3:
    items = run.data.params
try:
    for m in items:
        print(m.key, m.value)
except Exception as error:
    print(type(error).__name__)
""",
    """\
for m in run.data.metrics:
    pass
else:
    print('else')
for m in run.data.params:
    print(m.key, m.value)
print(m.value if run.data.params else None)
""",
    """\
for m in run.data.metrics:
    for m in run.data.params:
        print(m.value)
    print(m.key)
""",
    """\
class A:
    key = 3
    for m in run.data.metrics:
        print(m.key)
print(A.key, hasattr(A, 'm'), hasattr(A, 'value'))
""",
    """\
for m in run.data.metrics:
    print(f"{m.value=}")
""",
    """\
for m in run.data.metrics:
    match m:
        case object(key='acc', value=v):
            print(v)
        case _:
            print('x')
""",
    """\
for m in run.data.metrics:
    print(m.value)
for m in run.data.params:
    print(m.value)
print(m.value if run.data.params else 0)
""",
    """\
last = None
for m in run.data.metrics:
    last, prev = m, last
print(last.value if last else 0)
""",
    """\
m = next((m for m in run.data.metrics if m.key == 'acc'), None)
if m is None:
    m = Pair('d', 5)
print(m.value)
""",
    """\
for m in run.data.metrics:
    for a in ('key', 'value'):
        print(getattr(m, a))
""",
    """\
for m in run.data.params:
    for k, v in m:
        print(k, v)
""",
    """\
for a in run.data.tags:
    for b in run.data.tags:
        if a == b:
            print(a.key)
""",
    """\
for a in run.data.tags:
    if a in run.data.tags:
        print(a.key)
""",
    """\
for a in run.data.metrics:
    print(id(a) > 0, hash(a) is not None, a.key)
""",
    """\
for a in run.data.metrics:
    print(type(a).__name__, a.key)
""",
    """\
for a in run.data.metrics:
    print(str(a), a.key)
""",
    """\
for a in run.data.metrics:
    print(a.key, a)
""",
    """\
for a in run.data.metrics:
    assert a
    print(a.value)
""",
    """\
for a in run.data.metrics:
    print(a and a.value)
""",
    """\
for a in run.data.metrics:
    if a:
        print(a.value)
""",
    """\
m = None
for m in run.data.metrics: pass
print(m.key if m else 0)
""",
    """\
def f():
    global m
    for m in run.data.metrics:
        pass
f()
print(m.key if run.data.metrics else 0)
""",
    """\
def f():
    m = None
    def g():
        nonlocal m
        for m in run.data.metrics:
            pass
    g()
    return m.key if m else 0
print(f())
""",
    """\
for m in run.data.metrics:
    d = {'key': m.key}
    locals()
    print(d)
""",
    """\
def f():
    for m in run.data.metrics:
        x = m.value
    print(sorted(locals()))
f()
""",
    """\
for m in run.data.metrics:
    print('%(k)s' % dict(k=m.key, **({} if 1 else globals())))
""",
    """\
for m in (run and run.data.metrics) or ():
    print(m.key)
""",
    """\
ms = []
if run:
    ms = run.data.metrics
print([m.key for m in ms])
""",
)

NOOP = (
    """\
for k in run.data.metrics:
    print(k.lower())
""",
    """\
for k in run.data.metrics:
    print(run.data.metrics[k])
""",
    """\
for k, v in run.data.metrics.items():
    print(k, v)
""",
    """\
for m in other:
    print(m.key, m.value)
""",
    """\
for h in client.get_metric_history('a', 'b'):
    print(h.key, h.value, h.timestamp)
""",
    """\
for k in sorted(run.data.tags):
    print(k)
""",
    """\
for e in client.list_experiments():
    print(e.tags)
""",
    """\
for v in run.data.params.values():
    print(v)
""",
    """\
for _ in run.data.metrics:
    pass
""",
    """\
for m in run.data.metrics:
    names.append(m)
""",
    """\
for r in client.search_runs([0]):
    print(r.data.metrics)
""",
)

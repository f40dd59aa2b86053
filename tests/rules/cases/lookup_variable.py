"""RD105: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD105"

SAME = (
    """\
m = [m for m in run.data.metrics if m.key == 'acc'][0]
print('yes' if m else 'no', 'no' if not m else 'yes')
""",
    """\
def first(run):
    t = [t for t in run.data.params if t.key == 'lr'][0]
    return 'found'
t = next((t for t in run.data.params if t.key == 'lr'), None)
print(t is None, t is not None, 'yes' if t else 'no')
print(first(run) if t else '')
""",
    """\
m = next((m for m in run.data.metrics if m.key == 'acc'), None)
if m is not None:
    print('there, and it may be zero')
p = next(iter([p for p in run.data.params if 'lr' == p.key]), None)
""",
    """\
x = next((m for m in run.data.metrics if m.key == 'acc'), None)
print(x and x.value)
""",
    """\
x = next((m for m in run.data.metrics if m.key == 'acc'), None)
if x and x.value:
    print('has', x.value)
else:
    print('none')
""",
    """\
x = next((m for m in run.data.params if m.key == 'acc'), None)
y = x.value or 'default' if x else 'none'
print(y)
""",
    """\
x = next((m for m in run.data.params if m.key == 'acc'), None)
while x:
    print(x.value)
    x = None
""",
    """\
if (m := next((m for m in run.data.metrics if m.key == 'acc'), None)) and m.value > 0:
    print(m.value)
""",
    """\
if m := next((m for m in run.data.metrics if m.key == 'acc'), None):
    print(m.value)
""",
    """\
x = None
try:
    x = next(m for m in run.data.metrics if m.key == 'acc')
except StopIteration:
    pass
print(x.value if x is not None else 'none')
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    return not x or not x.value
print(f('acc'), f('no'))
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    return x is None or x.value
print(f('acc'), f('no'))
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    return bool(x), (x.value if x is not None else '') or 'dflt', x and x.value or 'dflt2'
print(f('acc'), f('no'))
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    return [1 if x else 2, [x.value] if x else []]
print(f('acc'))
""",
)

KEPT = (
    """\
def shown(run):
    m = [x for x in run.data.metrics if x.key == 'acc'][0]
    n = m
    return n.value, n.key
print(shown(run))
""",
    """\
m = [m for m in run.data.metrics if m.key == 'acc'][0]
print(repr(m)[:1])
""",
    """\
k = 'acc'
m = next((m for m in run.data.metrics if m.key == k), None)
k = 'other'
if m is not None:
    print(m.key, m.value, k)
""",
    """\
def f(k):
    m = next((m for m in run.data.metrics if m.key == k), None)
    def g():
        return m.value if m else None
    return g
print(f('acc')())
""",
    """\
def f(k):
    m = [m for m in run.data.metrics if m.key == k]
    def g():
        nonlocal k
        k = 'x'
        return m[0].key if m else None
    return g(), k
print(f('acc'))
""",
    """\
def f(k):
    m = next((m for m in run.data.metrics if m.key == k), None)
    for k in (1, 2):
        print(m.key if m else None)
f('acc')
""",
    """\
def f(k):
    x = next((m for m in run.data.metrics if m.key == k), None)
    try:
        return x.value + 1
    except AttributeError:
        return 'none'
print(f('acc'), f('no'))
""",
    """\
def f(k):
    x = next((m for m in run.data.metrics if m.key == k), None)
    if x is None and k == 'acc': return 'no'
    return x.value
try: print(f('acc'), f('no'))
except AttributeError: print('attr')
""",
    """\
x = y = next((m for m in run.data.metrics if m.key == 'acc'), None)
print(x.value if x else None, y is x)
""",
    """\
m = next((m for m in run.data.metrics if m.key == 'acc'), None)
if m is None:
    m = Pair('d', 5)
print(m.value)
""",
    """\
m = next((m for m in run.data.metrics if m.key == 'acc'), Pair('d', 5))
print(m.value)
""",
    """\
def f(k):
    try:
        x = next((m for m in run.data.metrics if m.key == k), None)
        return x.value
    except AttributeError:
        return 'none'
print(f('acc'), f('no'))
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    y = x
    return y.value if y else None
print(f('acc'))
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    return {'x': x}
r = f('acc')['x']
print(r.value if r else None)
""",
    """\
def f(k):
    x = next((m for m in run.data.params if m.key == k), None)
    while not x:
        k = 'lr' if k != 'lr' else 'key'
        x = next((m for m in run.data.params if m.key == k), None)
        if k == 'key': break
    return x.value if x else None
print(f('acc'))
""",
    """\
x = None
for m in run.data.metrics:
    if x is None or m.value > x.value:
        x = m
print(x.key if x else 'empty')
""",
    """\
k = 'acc'
def g():
    global k
    k = 'loss'
m = next((m for m in run.data.metrics if m.key == k), None)
g()
print(m.key if m else None)
""",
)

NOOP = (
    """\
m = next((x for x in xs if x.key == 'acc'), None)
print(m.value if m else None)
""",
    """\
m = run.data.metrics.get('acc')
print(m if m else None)
""",
    """\
m = run.data.metrics.get('acc')
print(m if m is not None else None)
""",
    """\
m = next((k for k in run.data.metrics if k == 'acc'), None)
print(m if m else None)
""",
    """\
r = next((r for r in client.search_runs([0]) if 'a' in r.data.tags), None)
print(r.info if r else None)
""",
    """\
h = next((h for h in client.get_metric_history('a', 'acc') if h.key == 'acc'), None)
print(h.value if h else None, h.timestamp if h else None)
""",
    """\
m = [x for x in xs if x.key == 'acc'][0]
print(m.key, m.value)
""",
    """\
m = run.data.tags['a'] if 'a' in run.data.tags else None
print(m)
""",
)

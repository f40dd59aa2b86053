"""RD106: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD106"

SAME = (
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    try:
        return xs[0].value
    except IndexError:
        return 'none'
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.params if m.key == 'acc']
    return xs[0].value or 'empty' if xs else None
print(f(run))
""",
    """\
def f(run):
    xs = [m.value for m in run.data.metrics if m.key == 'acc']
    return xs[0] ** 2 if xs else -1
print(f(run))
""",
    """\
def f(run):
    xs = [m.value for m in run.data.metrics if m.key == 'acc']
    if xs and xs[0] > 0.1 or not xs:
        return 1
    return 2
print(f(run))
""",
    """\
def f(run):
    xs = []
    xs = [m.value for m in run.data.metrics if m.key == 'acc']
    return xs[0] if xs else 2
print(f(run))
""",
    """\
def f():
    run = None
    for run in client.search_runs([0]):
        xs = [m.value for m in run.data.metrics if m.key == 'acc']
        if xs:
            break
    return xs[0] if xs else 2
print(f())
""",
    """\
def f():
    best = None
    for run in client.search_runs([0]):
        xs = [m for m in run.data.metrics if m.key == 'acc']
        if xs and (best is None or xs[0].value > best):
            best = xs[0].value
    return best
print(f())
""",
)

KEPT = (
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    run.data.metrics.clear()
    return len(xs) == 1
print(f(run))
""",
    """\
def f(run):
    try:
        print('looking')
        xs = [m for m in run.data.metrics if m.key == 'acc']
    except AttributeError:
        return 'no data'
    return xs[0].value if xs else None
print(f(run), f(None))
""",
    """\
def f(run):
    print('x')
    xs = [m for m in run.data.metrics if m.key == 'acc']
    try:
        v = xs[0].value
    except (IndexError, AttributeError):
        v = 'none'
    return v
try: print(f(None))
except AttributeError: print('outside')
print(f(run))
""",
    """\
def f(run):
    import contextlib
    xs = [m for m in run.data.metrics if m.key == 'acc']
    with contextlib.suppress(AttributeError):
        return xs[0].value
    return 'none'
try: print(f(None))
except AttributeError: print('outside')
print(f(run))
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    if len(xs) != 1: return 0
    m = xs[0]
    return m.value, m.key
print(f(run, 'acc'))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']; y = 1
    return xs[0].value if xs else y
print(f(run))
""",
    """\
def f(run):
    if run:
        xs = [m for m in run.data.metrics if m.key == 'acc']
    return xs[0].value if xs else 0
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    run = client.get_run('b')
    return xs[0].value if xs else run.info.run_id
print(f(run))
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    for k in 'ab':
        if xs:
            print(k, xs[0].value)
f(run, 'acc')
""",
    """\
def f(run):
    for k in ('acc', 'loss', 'no'):
        xs = [m for m in run.data.metrics if m.key == k]
        if not xs:
            continue
        print(k, xs[0].value, xs[0].key)
f(run)
""",
    """\
def f(run):
    out = []
    for r in client.search_runs([0]):
        xs = [m.value for m in r.data.metrics if m.key == 'acc']
        if xs:
            out.append(xs[0])
        elif not xs:
            out.append(None)
    return out, xs and 1
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    def g():
        return xs[0].value if xs else None
    run = client.get_run('b')
    return g()
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    g = lambda: xs[0].value if xs else None
    return g()
print(f(run))
""",
    """\
def f(run):
    try:
        xs = [m for m in run.data.metrics if m.key == 'acc']
    except Exception:
        return 'bad'
    return xs[0].value if len(xs) == 1 else len(xs)
print(f(run))
""",
    """\
def f(run):
    if run: xs = [m for m in run.data.metrics if m.key == 'acc']
    return xs[0].value if xs else 0
print(f(run))
""",
    """\
def f(run, flag=0):
    if flag:
        xs = [m for m in run.data.metrics if m.key == 'acc']
    try:
        return xs[0].value if xs else 0
    except UnboundLocalError:
        return 'unbound'
print(f(run), f(run, 1))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    del run
    return xs[0].value if xs else 0
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    del xs
    return 1
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.metrics if m.key == 'acc']
    return f"{xs[0].value if xs else 'no'} {bool(xs)} {len(xs) > 0}"
print(f(run))
""",
    """\
class A:
    def __init__(self, run):
        self.run = run
    def swap(self):
        self.run = client.get_run('b')
    def f(self):
        xs = [m for m in self.run.data.metrics if m.key == 'acc']
        self.swap()
        return xs[0].value if xs else None
print(A(run).f())
""",
    """\
def f(run, k):
    xs = [m for m in run.data.params if m.key == k]
    while xs:
        print(xs[0].value)
        break
    return not xs, bool(xs), xs[0].key if xs else k, len(xs) == 0, len(xs) >= 1
print(f(run, 'acc'))
""",
    """\
def f(run):
    xs = [m for m in run.data.params if m.key == 'acc']
    x = xs[0] if xs else None
    return x.value if x else None
print(f(run))
""",
    """\
def f(run):
    xs = [m for m in run.data.params if m.key == 'acc']
    return xs and xs[0].value
print(f(run) or 'x')
""",
    """\
def f(run):
    xs = [m for m in run.data.params if m.key == 'acc']
    return -len(xs), xs[-1].value if xs else 0, xs[0].value[0:1] if xs else 0
print(f(run))
""",
    """\
def f(run, xs=None):
    xs = xs or [m.value for m in run.data.metrics if m.key == 'acc']
    return xs[0] if xs else 2
print(f(run), f(run, [1]))
""",
    """\
def f(run):
    with mlflow.start_run() as run:
        xs = [m.value for m in run.data.metrics if m.key == 'acc']
    return xs[0] if xs else 2
print(f(run))
""",
    """\
def f():
    prev = None
    for run in client.search_runs([0]):
        if prev is not None:
            print(xs[0].value if xs else 'none')
        xs = [m for m in run.data.metrics if m.key == 'acc']
        prev = run
f()
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    if not xs:
        k = 'loss'
        xs = [m for m in run.data.metrics if m.key == k]
    return xs[0].value == xs[0].value if xs else None
print(f(run, 'acc'))
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    if not xs:
        raise ValueError('no metric %s' % k)
    return xs[0].value
try: print(f(run, 'acc'))
except ValueError as e: print(e)
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    if not xs: raise IndexError(k)
    return xs[0].value
try: print(f(run, 'acc'))
except IndexError as e: print(e)
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    return xs[0].value
try: print(f(run, 'acc'))
except IndexError: print('idx')
""",
    """\
def f(run, k):
    xs = [m for m in run.data.metrics if m.key == k]
    if xs:
        (m,) = xs
        return m.value
print(f(run, 'acc'))
""",
    """\
def f(run, k):
    if (xs := [m for m in run.data.metrics if m.key == k]):
        return xs[0].value
    return xs == []
print(f(run, 'acc'))
""",
    """\
ms = [m for m in run.data.metrics if m.key == 'acc']
if ms:
    print(ms[0].value)
ms.append(1)
print(len(ms))
""",
    """\
def f(ks):
    out = []
    for k in ks:
        x = [m for m in run.data.params if m.key == k]
        if len(x) > 0:
            out.append((x[0].key, x[0].value))
        if len(x) == 1 and x[0].value == '':
            out.append('empty')
    return out
print(f(['no', 'acc']))
""",
    """\
c = run.data.metrics
c2 = list(c)
del c2[0]
print([m.value for m in c2])
""",
    """\
x = [m for m in run.data.metrics if m.key == 'acc'] or [m for m in run.data.metrics if m.key == 'loss']
print(x[0].value == x[0].value if x else None)
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
    """\
m = [m for m in run.data.metrics if m.key == 'acc']
m = m[0].value if m else None
print(m)
""",
    """\
x = [m for m in run.data.metrics if m.key == 'acc']
try:
    [m] = x
    print(m.value)
except ValueError:
    print('none')
""",
    """\
ms = [m for m in run.data.metrics if m.key == 'acc']
print(ms[0].value if ms else None, bool(ms), len(ms), ms == [], not ms)
""",
    """\
if (ms := [m for m in run.data.metrics if m.key == 'acc']):
    print(ms[0].value)
""",
)

NOOP = (
    """\
def f(run):
    xs = [k for k in run.data.metrics if k == 'acc']
    return xs[0] if xs else None
""",
    """\
def f(items):
    xs = [m for m in items if m.key == 'acc']
    return xs[0].value if xs else None
""",
    """\
def f(run):
    xs = [v for k, v in run.data.metrics.items() if k == 'acc']
    return xs[0] if xs else None
""",
    """\
def f(run):
    xs = [r for r in client.search_runs([0]) if r.info.run_id == 'a']
    return xs[0].data.metrics if xs else None
""",
    """\
def f(run):
    return run.data.metrics['acc'] if 'acc' in run.data.metrics else None
""",
    """\
def f(k):
    xs = [h for h in client.get_metric_history('a', k) if h.key == k]
    return xs[0].value if xs else None
""",
    """\
def f(run):
    xs = list(run.data.metrics)
    return xs[0] if xs else None
""",
    """\
def f(run):
    xs = [k for k in run.data.tags if run.data.tags[k] == 'a']
    if xs:
        return xs[0]
    return None
""",
)

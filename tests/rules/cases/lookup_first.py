"""RD101: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD101"

SAME = (
    """\
D = {'name': 'acc'}
print([m.value for m in run.data.metrics if m.key == D['name']][0] if run.data.metrics else 'none')
""",
    """\
try:
    print(list(next(m.value for m in run.data.metrics if m.key == k) for k in ['acc', 'lr']))
except RuntimeError:
    print('missing')
""",
    """\
import os
def f(k):
    return [m.value for m in run.data.metrics if m.key == k][0]
with open(os.devnull) as lines:
    print(f('acc'))
""",
    """\
def f(run):
    try:
        return next((m for m in run.data.metrics if m.key == 'zz'), None).value
    except AttributeError:
        return 'caught'
print(f(None), f(run))
""",
    """\
try:
    [lr] = [p.value for p in run.data.params if p.key == 'lr']
    print(float('x'))
except ValueError:
    print('bad')
""",
    """\
try:
    [lr] = [p.value for p in run.data.params if p.key == 'lr']
    a, b = 'abc'
except ValueError:
    print('bad')
""",
    """\
try:
    a = [m.value for m in run.data.metrics if m.key == 'acc'][0]
    b = [m.value for m in run.data.metrics if m.key == 'zz'][0]
except IndexError:
    print('missing')
""",
    """\
def f(k):
    try:
        return [m for m in run.data.metrics if m.key == k][0].value
    except LookupError:
        return None
print(f('acc'), f('nope'))
""",
    """\
import contextlib
v = None
with contextlib.suppress(IndexError):
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
print(v)
""",
    """\
from contextlib import suppress
v = None
with suppress(IndexError, TypeError):
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
print(v)
""",
    """\
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
except (IndexError, AttributeError):
    v = 'none'
print(v)
""",
    """\
try:
    try:
        v = [m for m in run.data.metrics if m.key == 'acc'][0].value
    finally:
        print('fin')
except IndexError:
    print('outer')
""",
    """\
def f():
    while True:
        try:
            v = [m for m in run.data.metrics if m.key == 'acc'][0].value
        except IndexError:
            break
        else:
            return v
    return 'none'
print(f())
""",
    """\
f = lambda r, k: [m for m in r.data.metrics if m.key == k][0].value
print(f(run, 'acc'))
""",
    """\
for i in range(2):
    try:
        v = [m for m in run.data.metrics if m.key == 'acc'][0].value
    except IndexError:
        continue
    print(v)
""",
    """\
def f(ks):
    return {k: [m.value for m in run.data.params if m.key == k][0] for k in ks if any(m.key == k for m in run.data.params)}
print(f(['no', 'acc']))
""",
    """\
rs = client.search_runs([0])
best = max(rs, key=lambda r: [m.value for m in r.data.metrics if m.key == 'acc'][0] if any(m.key == 'acc' for m in r.data.metrics) else -1)
print(best.info.run_id)
print([m.key for m in best.data.params])
""",
)

KEPT = (
    """\
D = {'name': 'acc'} if run.data.metrics else None
try:
    print([m.value for m in run.data.metrics if m.key == D['name']][0])
except IndexError:
    print('none')
""",
    """\
f = lambda: [m.value for m in run.data.metrics if m.key == 'acc'][0]
def call(function):
    try:
        return function()
    except IndexError:
        return 'none'
print(call(f))
""",
    """\
f = lambda: [m.value for m in run.data.metrics if m.key == 'acc'][0]
g = f
try:
    print(g())
except IndexError:
    print('none')
""",
    """\
class A:
    f = lambda self: [m.value for m in run.data.metrics if m.key == 'acc'][0]
try:
    print(A().f())
except IndexError:
    print('none')
""",
    """\
class A:
    pass
a = A()
a.f = lambda: [m.value for m in run.data.metrics if m.key == 'acc'][0]
try:
    print(a.f())
except IndexError:
    print('none')
""",
    """\
def f():
    value, = [t.value for t in run.data.tags if t.key == 'acc']
    return value
try:
    print(f())
except LookupError:
    print('caught')
""",
    """\
def f():
    return next(t.value for t in run.data.tags if t.key == 'acc')
ERRORS = StopIteration
try:
    print(f())
except ERRORS:
    print('caught')
""",
    """\
from contextlib import suppress
def f():
    return [t.value for t in run.data.tags if t.key == 'acc'][0]
ERRORS = IndexError
with suppress(ERRORS):
    print(f())
print('after')
""",
    """\
def f():
    return list(next(p.value for p in run.data.params if p.key == k) for k in ['acc'])
try:
    print(f())
except RuntimeError:
    print('caught')
""",
    """\
def best(client):
    return client.search_runs(['none'])[7]
try:
    r = best(client)
    print([m.value for m in r.data.metrics if m.key == 'acc'][0])
except IndexError:
    print('no run')
""",
    """\
def f(k):
    try:
        return [m for m in run.data.metrics if m.key == k][0].value
    except IndexError:
        return None
    except KeyError:
        return 'key'
print(f('acc'), f('nope'))
""",
    """\
def f(k):
    try:
        return next(m for m in run.data.metrics if m.key == k).value
    except Exception as e:
        return type(e).__name__
print(f('acc'), f('nope'))
""",
    """\
def f(k):
    try:
        return {'x': 1}[k] + [m for m in run.data.metrics if m.key == k][0].value
    except IndexError:
        return 'idx'
try:
    print(f('acc'))
except KeyError:
    print('key')
""",
    """\
def f():
    try:
        return g('acc')
    except IndexError:
        return 'none'
def g(k):
    return [m for m in run.data.metrics if m.key == k][0].value
print(f())
""",
    """\
g = lambda k: [m for m in run.data.metrics if m.key == k][0].value
def f():
    try:
        return g('acc')
    except IndexError:
        return 'none'
print(f())
""",
    """\
class A:
    def g(self, k):
        return [m for m in run.data.metrics if m.key == k][0].value
try:
    print(A().g('acc'))
except IndexError:
    print('none')
""",
    """\
class A:
    @property
    def acc(self):
        return [m for m in run.data.metrics if m.key == 'acc'][0].value
try:
    print(A().acc)
except IndexError:
    print('none')
""",
    """\
class A:
    def __getitem__(self, k):
        return [m for m in run.data.metrics if m.key == k][0].value
a = A()
try:
    print(a['acc'])
except IndexError:
    print('none')
""",
    """\
class A:
    def __getattr__(self, k):
        return [m for m in run.data.metrics if m.key == k][0].value
try:
    print(A().acc)
except IndexError:
    print('none')
""",
    """\
class A:
    def __iter__(self):
        return self
    def __init__(self):
        self.n = 0
    def __next__(self):
        self.n += 1
        return next(m.value for m in run.data.metrics if m.key == 'acc' and self.n < 3)
print([*A()])
""",
    """\
class A:
    n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration
        return next(m.value for m in run.data.metrics if m.key == 'acc')
print([*A()])
""",
    """\
print([*map(lambda k: next(m.value for m in run.data.metrics if m.key == k), ['acc', 'loss'])])
""",
    """\
def g():
    yield next(m.value for m in run.data.metrics if m.key == 'acc')
try:
    print([*g()])
except RuntimeError:
    print('rt')
""",
    """\
from contextlib import ExitStack, suppress
v = None
with ExitStack() as st:
    st.enter_context(suppress(IndexError))
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
print(v)
""",
    """\
class Sup:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): return t is IndexError
v = None
with Sup():
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
print(v)
""",
    """\
E = IndexError
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
except E:
    v = 'none'
print(v)
""",
    """\
E = (IndexError, ValueError)
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
except E:
    v = 'none'
print(v)
""",
    """\
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
except:
    import sys
    print(sys.exc_info()[0].__name__)
""",
    """\
import sys
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
except Exception:
    print(sys.exc_info()[0] is IndexError)
""",
    """\
try:
    try:
        v = [m for m in run.data.metrics if m.key == 'acc'][0].value
    except IndexError:
        raise
except IndexError:
    print('outer')
""",
    """\
def deco(fn):
    def w(*a):
        try:
            return fn(*a)
        except IndexError:
            return 'none'
    return w
@deco
def f():
    return [m for m in run.data.metrics if m.key == 'acc'][0].value
print(f())
""",
    """\
def call(fn, d):
    try:
        return fn()
    except IndexError:
        return d
print(call(lambda: [m for m in run.data.metrics if m.key == 'acc'][0].value, 'none'))
""",
    """\
def call(fn, d):
    try:
        return fn()
    except IndexError:
        return d
def acc():
    return [m for m in run.data.metrics if m.key == 'acc'][0].value
print(call(acc, 'none'))
""",
    """\
class K:
    def __eq__(self, o):
        return o.startswith('a')
    __hash__ = object.__hash__
print([m for m in run.data.metrics if m.key == K()][0].value if run.data.metrics else 0)
""",
    """\
key = 'acc'
v = [m.value for m in run.data.metrics if m.key == key and (key := 'loss')]
print(v, key)
""",
    """\
class A:
    xs = [m.value for m in run.data.metrics]
    d = {m.key: m.value for m in run.data.metrics}
    acc = [m.value for m in run.data.metrics if m.key == 'acc']
print(A.xs, A.d, A.acc)
""",
    """\
try:
    print([m.value for m in run.data.metrics if m.key == 'acc'][1])
except IndexError:
    print('none')
""",
    """\
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
    w = {}['x']
except IndexError:
    print('idx')
except KeyError:
    print('key')
""",
    """\
try:
    v = [m for m in run.data.metrics if m.key == 'acc'][0].value
    w = [][1]
except IndexError:
    print('idx')
""",
    """\
print([m for m in run.data.metrics if m.key == 'acc' if m.value > 0][0].value if any(m.key == 'acc' and m.value > 0 for m in run.data.metrics) else 0)
""",
    """\
x = [m.value for m in run.data.metrics if m.key == 'acc' == m.key]
print(x)
""",
    """\
x = [m.value for m in run.data.metrics if m.key == 'acc'][0:1]
print(x)
""",
    """\
x = [m for m in run.data.metrics if not m.key == 'acc']
print([y.value for y in x])
""",
    """\
print(next((True for m in run.data.metrics if m.key == 'acc'), False))
""",
    """\
def outer():
    ms = run.data.metrics
    def inner(k):
        return [m for m in ms if m.key == k][0].value
    ms = client.get_run('b').data.metrics
    return inner
try:
    print(outer()('acc'))
except IndexError:
    print('none')
""",
    """\
def f():
    return next(m.value for m in run.data.metrics if m.key == 'acc')
print([*map(lambda _: f(), range(2))])
""",
)

NOOP = (
    """\
x = [m for m in history if m.key == 'acc'][0].value
""",
    """\
x = next(m for m in client.get_metric_history('a', 'acc') if m.key == 'acc').value
""",
    """\
x = [k for k in run.data.metrics if k == 'acc'][0]
""",
    """\
from types import SimpleNamespace
row = SimpleNamespace(metrics=[1])
x = [m for m in row.metrics if m.key == 'acc'][0].value
""",
    """\
def f(metrics):
    return [m for m in metrics if m.key == 'acc'][0].value
""",
    """\
x = [k for k, v in run.data.metrics.items() if v == 1][0]
""",
    """\
import requests
x = [m for m in requests.get('u').json()['run']['data']['metrics'] if m['key'] == 'acc'][0]['value']
""",
    """\
x = run.data.metrics['acc'].real
""",
    """\
x = [p for p in run.info.tags if p.key == 'a'][0].value
""",
)

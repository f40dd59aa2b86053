"""RD307: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD307"

SAME = (
    """\
found = []
for m in run.data.metrics:
    if m.value >= 0:
        found.append(m)
print(len(found), bool(found), [m.key for m in found])
for m in found:
    print(m.key, m.value)
for m in sorted(found, key=lambda m: m.value, reverse=True):
    print(m.value)
if found:
    print(found[0].key, found[-1].value, max(found, key=lambda m: m.key).value)
""",
    """\
def keep(run):
    found = []
    for p in run.data.params:
        found.insert(0, p)
    found.sort(key=lambda p: p.key)
    found.reverse()
    return [p.value for p in found]

print(keep(run), keep(client.get_run('b')))
""",
    """\
found = []
for r in client.search_runs(['0']):
    for p in r.data.params:
        found.append(p)
    found.extend(r.data.tags)
    found += [m for m in r.data.metrics if m.key]
print(sorted('%s=%s' % (e.key, e.value) for e in found))
""",
    """\
found = list(run.data.tags)
found.extend(t for t in client.get_run('b').data.tags if t.value)
print([(t.key, t.value) for t in found], len(found))
""",
    """\
by_key = {m.key: m for m in run.data.metrics}
print('acc' in by_key, len(by_key), sorted(by_key), list(by_key.keys()))
if by_key.get('acc'):
    print('there', by_key['acc'].value)
if not by_key.get('loss'):
    print('not there')
best = by_key.get('f1')
print(best.value if best else None, best is None)
for name, m in by_key.items():
    print(name, m.value)
""",
    """\
by_key = {}
for t in run.data.tags:
    by_key[t.key.lower()] = t
for t in by_key.values():
    print(t.key, t.value)
by_key.pop('lr', None)
if 'acc' in by_key:
    del by_key['acc']
print([(k, t.key, t.value) for k, t in sorted(by_key.items())])
print([k for k, t in sorted(by_key.items(), key=lambda pair: (pair[1].value, pair[0]))])
""",
    """\
by_key = dict((p.key, p) for p in run.data.params)
other = dict(by_key)
other.update({p.key: p for p in client.get_run('b').data.params})
print({k: p.value for k, p in other.items()}, len(by_key), [by_key[k].value for k in by_key])
""",
    """\
from collections import defaultdict
groups = defaultdict(list)
for p in run.data.params:
    groups[len(p.value)].append(p)
for length, params in sorted(groups.items()):
    print(length, [p.key for p in params], params[0].value)
print(sum(len(params) for params in groups.values()))
""",
    """\
groups = {}
for t in run.data.tags:
    groups.setdefault(t.key[:1], []).append(t)
for first in groups:
    for t in groups[first]:
        print(first, t.key, t.value)
print([t.value for t in groups.get('l', [])])
""",
    """\
best = None
for m in run.data.metrics:
    if m.value == m.value and (best is None or m.value > best.value):
        best = m
for m in client.get_run('b').data.metrics:
    if best is not None and m.value > best.value:
        best = m
if best is not None:
    print(best.key, best.value)
print(bool(best), best.value if best else 'none')
""",
    """\
first, last = [], []
for p in run.data.params:
    first.append(p)
    last.insert(0, p)
print([p.value for p in first], [p.key for p in last])
""",
    """\
def collect(run, out):
    for m in run.data.metrics:
        out.append(m)

found = []
collect(run, found)
collect(client.get_run('b'), found)
print([m.value for m in found])
""",
    """\
def by_key(run):
    index = {}
    for p in run.data.params:
        index[p.key] = p
    return index

def value(index, key):
    return index[key].value if key in index else None

index = by_key(run)
print(value(index, 'lr'), value(by_key(client.get_run('b')), 'nope'), sorted(p.key for p in index.values()))
""",
    """\
def outer():
    found = []
    def add(run):
        for m in run.data.metrics:
            found.append(m)
    add(run)
    add(client.get_run('b'))
    return [(m.key, m.value) for m in found]

print(outer())
""",
    """\
key, value = 'mine', 1
found = []
for m in run.data.metrics:
    found.append(m)
for m in found:
    print(m.key, m.value, key, value)
""",
    """\
import collections
d = collections.OrderedDict()
for p in run.data.params:
    d[p.key] = p
for k, p in d.items():
    print(k, p.value, '%(k)s' % {'k': k})
print(f'{d["lr"].value!r}' if 'lr' in d else '')
""",
    """\
xs = [p for p in run.data.params]
while xs:
    p = xs.pop(0)
    print(p.key, p.value)
    if p.key == 'lr':
        xs = [q for q in xs if q.value]
""",
    """\
def group(run):
    out = {}
    for p in run.data.params:
        if p.key[0] in out:
            out[p.key[0]].append(p)
        else:
            out[p.key[0]] = []
            out[p.key[0]] += [p2 for p2 in run.data.params if p2.key == p.key]
    return out
for k, ps in sorted(group(run).items()):
    for p in ps:
        print(k, p.key, p.value)
""",
    """\
best = {}
for r in client.search_runs(['0']):
    for m in r.data.metrics:
        if m.key not in best or m.value > best[m.key].value:
            best[m.key] = m
print({k: m.value for k, m in best.items()})
""",
    """\
async def f():
    return 1
found = []
for m in run.data.metrics: found.append(m); print(m.value)
print([found[i].value for i in range(len(found))])
""",
)

KEPT = (
    """\
class Board:
    def __init__(self):
        self.found = []
        self.best = None
        self.index = {}
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
            self.index[m.key] = m
            if m.value == m.value and (self.best is None or m.value > self.best.value):
                self.best = m
    def show(self):
        print([(m.key, m.value) for m in self.found])
        print(self.best.value if self.best else None)
        print(self.index['acc'].value if 'acc' in self.index else 0)

b = Board()
b.show()
b.add(run)
b.show()
b.add(client.get_run('b'))
b.show()
""",
    """\
class Base:
    found = []
    def add(self, run):
        self.found.extend(run.data.params)
class Sub(Base):
    def show(self):
        for p in self.found:
            print(p.value)
s = Sub()
s.add(run)
s.show()
""",
    """\
FOUND = []
def add(run):
    global FOUND
    FOUND = [m for m in run.data.metrics if m.key]
def more(run):
    FOUND.extend(run.data.metrics)
add(run)
more(run)
print([m.value for m in FOUND])
""",
    """\
LAST = None
def add(run):
    global LAST
    for p in run.data.params:
        LAST = p
add(run)
if LAST is not None:
    print(LAST.key, LAST.value)
""",
    """\
class Board:
    def __init__(self):
        self.found = []
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
def show(things):
    for b in things:
        print([str(m.value) for m in b.found])
b = Board()
b.add(run)
b.show()
boards = {}
boards.setdefault('x', b)
show(boards.values())
""",
    """\
class Box:
    __match_args__ = ('found',)
    def __init__(self, run):
        self.found = []
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
b = Box(run)
b.show()
match b:
    case Box(found=xs):
        print([x.value for x in xs])
""",
    """\
class Box:
    __match_args__ = ('found',)
    def __init__(self, run):
        self.found = []
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
b = Box(run)
b.show()
match b:
    case Box(xs):
        print([x.value for x in xs])
""",
    """\
class Box:
    __match_args__ = ('found',)
    def __init__(self, run):
        self.found = []
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
b = Box(run)
b.show()
print(eval('b.found[0].value'))
""",
    """\
class Box:
    __match_args__ = ('found',)
    def __init__(self, run):
        self.found = []
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
b = Box(run)
b.show()
def read(thing, name):
    return getattr(thing, name)
print([x.value for x in read(b, 'fou' + 'nd')])
""",
    """\
class Box:
    __match_args__ = ('found',)
    def __init__(self, run):
        self.found = []
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
b = Box(run)
b.show()
from operator import attrgetter
print([x.value for x in attrgetter('fou' + 'nd')(b)])
""",
    """\
found = []
def each(ms):
    for m in ms:
        found.append(m)
each(run.data.metrics)
try:
    each(None)
except TypeError:
    print('none')
for m in found:
    print(m.key, m.value)
""",
    """\
by_key = {m.key: m for m in run.data.metrics}
""",
    """\
found = []
for m in run.data.metrics:
    found.append(m)
print([m.timestamp for m in found])
""",
    """\
found = []
for m in run.data.metrics:
    found.append(m)
print(found)
print([m.value for m in found])
""",
    """\
found = []
for m in run.data.metrics:
    found.append(m)
found.extend(client.get_metric_history('a', 'acc'))
print([m.value for m in found])
""",
    """\
found = []
for m in run.data.metrics:
    if m not in found:
        found.append(m)
print([m.value for m in found])
""",
    """\
found, again = [], []
for m in run.data.metrics:
    found.append(m)
    again.append(m)
print(found == again, [m.value for m in found], [m.key for m in again])
""",
    """\
found = also = []
for m in run.data.metrics:
    found.append(m)
also.append(3)
print([m.value for m in found if m != 3])
""",
    """\
found = []
also = found
for m in run.data.metrics:
    found.append(m)
also.append('x')
print([m.value for m in found if m != 'x'])
""",
    """\
by_key = {m.key: m for m in run.data.metrics}
print(by_key.get('acc', 0), by_key['acc'].value)
""",
    """\
by_key = {m.key: m for m in run.data.metrics}
try:
    print(by_key.get('nope').value)
except AttributeError as error:
    print('nothing', error)
""",
    """\
by_key = {m.key: m for m in run.data.metrics}
for pair in by_key.items():
    print(pair[1].value)
""",
    """\
by_key = {}
for m in run.data.metrics:
    by_key[m.key] = m
by_key['other'] = None
print([m.value for m in by_key.values() if m])
""",
    """\
by_key = {m: m.value for m in run.data.metrics}
print([m.key for m in by_key])
""",
    """\
best = run.data.metrics[0]
for m in run.data.metrics:
    if m.value > best.value:
        best = m
for m in run.data.metrics:
    print(m.key, m is best)
""",
    """\
best = 0
for m in run.data.metrics:
    best = m
print(best.value if best else 'none')
""",
    """\
def collect(run, out):
    for m in run.data.metrics:
        out.append(m)

found = [1]
collect(run, found)
print([m.value for m in found[1:]])
""",
    """\
import pickle
by_key = {m.key: m for m in run.data.metrics}
print(len(pickle.dumps(by_key)) > 0, [m.value for m in by_key.values()])
""",
    """\
found = []
for m in run.data.metrics:
    found.append(m)
    if m.value:
        found[0] = m
print([m.value for m in found])
""",
    """\
found = []
for m in run.data.metrics:
    found.append(m)
print(sorted(locals()), [m.value for m in found])
""",
    """\
groups = {}
for m in run.data.metrics:
    groups.setdefault(m.key[0], []).append(m)
groups['all'] = [1]
print({k: [m.value for m in ms if m != 1] for k, ms in groups.items()})
""",
    """\
class Found(list):
    def append(self, item):
        print(item.value)

found = Found()
for m in run.data.metrics:
    found.append(m)
""",
    """\
class Board:
    def __init__(self):
        self.found = []
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
import pickle
b = Board()
b.add(run)
b.show()
pickle.dumps(b)
""",
    """\
class Board:
    def __init__(self):
        self.found = []
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
    def show(self):
        print([m.key for m in self.found])
b = Board()
b.add(run)
b.show()
print(vars(b))
""",
    """\
class Board:
    def __init__(self):
        self.best = None
    def add(self, run):
        for m in run.data.metrics:
            self.best = m
    def show(self):
        try:
            return self.best.value
        except AttributeError:
            return 'nothing'
b = Board()
print(b.show())
b.add(run)
print(b.show())
""",
    """\
class Board:
    def __init__(self):
        self.best = None
    def add(self, run):
        for m in run.data.metrics:
            self.best = m
    @property
    def value(self):
        return self.best.value
    def __getattr__(self, name):
        return 'fallback'
b = Board()
print(b.value)
b.add(run)
print(b.value)
""",
    """\
class Board:
    def __init__(self):
        self.best = None
    def add(self, run):
        for m in run.data.metrics:
            self.best = m
    @property
    def value(self):
        return self.best.value
b = Board()
print(getattr(b, 'value', 'none'))
b.add(run)
print(getattr(b, 'value', 'none'))
""",
    """\
class Board:
    def __init__(self):
        self.found = []
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
class Wrap:
    def __init__(self, inner):
        self.inner = inner
    def __getattr__(self, name):
        return getattr(self.inner, name)
b = Board()
b.add(run)
w = Wrap(b)
print([m.value for m in w.found], [m.key for m in b.found])
""",
    """\
FOUND = []
def add(run):
    for m in run.data.metrics:
        FOUND.append(m)
add(run)
print([m.value for m in FOUND], globals()['FOUND'][0].key)
""",
    """\
class Board:
    def __init__(self, found=None):
        self.found = found or []
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
b = Board(client.get_metric_history('a', 'acc'))
b.add(run)
print([m.value for m in b.found])
""",
    """\
class Board:
    def __init__(self, found):
        self.found = found
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
xs = []
b = Board(xs)
b.add(run)
xs.append(1)
print([getattr(m, 'value', m) for m in b.found])
""",
    """\
class Board:
    def __init__(self):
        self.found = []
    def add(self, run):
        for m in run.data.metrics:
            self.found.append(m)
    def all(self):
        return self.found
b = Board()
b.add(run)
b.all().append(3)
print([getattr(m, 'value', m) for m in b.found])
""",
    """\
class Board:
    found = []
def add(run, cls=Board):
    for m in run.data.metrics:
        cls.found.append(m)
add(run)
print([m.value for m in Board.found])
""",
    """\
best = None
def f(run):
    def g(m):
        nonlocal_best = m
        return nonlocal_best
    return [g(m).value for m in run.data.metrics], [g(m).timestamp for m in run.data.metrics]
print(f(run))
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
for p in run.data.params:
    d[p.key] = p
print({k: dict(m) for k, m in d.items()})
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
x = d.setdefault('new', None)
print(x, [m.value for m in d.values() if m])
""",
    """\
d = {m.key: m for m in run.data.metrics}
print(d['acc'].value if d['acc'] else 0)
""",
    """\
d = {m.key: m for m in run.data.metrics}
print((d.get('acc') or d.get('loss')).value)
""",
    """\
d = {m.key: m for m in run.data.metrics}
e = {**d}
print(e['acc'].timestamp)
""",
    """\
d = {m.key: m for m in run.data.metrics}
a, b = d.values()
print(a.value, b.value, a)
""",
    """\
d = {m.key: m for m in run.data.metrics}
for k in d:
    d[k] = d[k].value
print(d)
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
    for i, x in enumerate(xs):
        xs[i] = x.value
print(xs)
""",
    """\
xs = []
ys = xs or [1]
for m in run.data.metrics:
    xs.append(m)
print([m.value for m in xs], ys)
""",
    """\
xs = []
def get():
    return xs
for m in run.data.metrics:
    xs.append(m)
print([m.value for m in xs], get()[0])
""",
    """\
def f(run, xs=[]):
    for m in run.data.metrics:
        xs.append(m)
    return [m.value for m in xs]
print(f(run), f(run))
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
print(any(d.values()), all(m.value for m in d.values()), sum(1 for _ in d.items()))
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
def g(n=xs):
    n.append(1)
g()
print([getattr(m, 'value', m) for m in xs])
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
f = xs.append
f(3)
print([getattr(m, 'value', m) for m in xs])
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
xs[1:] = [4]
print(xs[0].value, xs)
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
print(xs[0].value, *xs)
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
a, *b = xs
print(a.value, b)
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
print(xs[0].value, xs + [1])
""",
    """\
xs = []
for m in run.data.metrics:
    xs.append(m)
class A:
    ys = xs
print([y.timestamp for y in A.ys])
""",
    """\
xs = []
with open('/dev/null') as xs2:
    for m in run.data.metrics:
        xs.append(m)
for xs in [[1]]:
    print(xs)
print([getattr(m, 'value', m) for m in xs])
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
    d.update(x=1)
print([getattr(m, 'value', m) for m in d.values()])
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
k, m = d.popitem()
print(k, m.value)
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
print(d['acc'].value if d.get('acc') != None else 0, d == {'acc': 1})
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
it = iter(d.values())
print(next(it).value, next(it, 3))
""",
    """\
d = {}
for m in run.data.metrics:
    d[m.key] = m
for m in d.values():
    m.value = 3
print([m.value for m in d.values()])
""",
    """\
d = {}
def add(m, into=d):
    into[m.key] = m
for m in run.data.metrics:
    add(m)
print([m.value for m in d.values()])
""",
    """\
g = {}
for m in run.data.metrics:
    g.setdefault(m.key, []).append(m)
for ms in g.values():
    ms.append(2)
print([m.value for m in g['acc'] if m != 2])
""",
    """\
g = {}
for m in run.data.metrics:
    g.setdefault(m.key, []).append(m)
h = dict(g)
h['z'] = [1]
print([m.value for m in g['acc'] if m != 2], h['z'])
""",
    """\
best = run.data.metrics[0]
def other():
    global best
    best = client.get_metric_history('a', 'acc')[0]
for m in run.data.metrics:
    if m.value > best.value:
        best = m
other()
print(best.value, best.timestamp)
""",
)

NOOP = (
    """\
found = []
for name in run.data.metrics:
    found.append(name)
for name in found:
    print(name, len(found))
""",
    """\
by_key = {name: value for name, value in run.data.metrics.items()}
print(by_key['acc'])
""",
    """\
found = []
for m in client.get_metric_history('a', 'acc'):
    found.append(m)
print([m.value for m in found])
""",
    """\
found = []
found.extend(run.data.metrics)
print(sorted(found))
""",
)

"""RD306: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD306"

SAME = (
    """\
def show(metric, digits=2):
    print(metric.key, round(metric.value, digits) if metric.value == metric.value else 'nan')

for m in run.data.metrics:
    show(m)
    show(m, 1)
    show(m, digits=3)
    show(metric=m)
""",
    """\
def text(param):
    return '%s!' % param.value

print([text(p) for p in run.data.params], [text(param=p) for p in run.data.params if p.key])
""",
    """\
def name_of(tag):
    return tag.key.upper()

print(sorted(name_of(t) for t in run.data.tags))
""",
    """\
key, value = 'outer', 0
def show(metric):
    return key, metric.key, metric.value

for m in run.data.metrics:
    print(show(m), key, value)
""",
    """\
def find(run, name):
    for p in run.data.params:
        if p.key == name:
            return p
    return None

for name in ('lr', 'missing', ''):
    found = find(run, name)
    if found is not None:
        print(found.value)
    print(bool(found), found.value if found else 'nothing')
""",
    """\
def find(run, name):
    return next((m for m in run.data.metrics if m.key == name), None)

found = find(run, 'acc')
print(found.key if found else 'nothing', found.value if found else 0)
""",
    """\
def pairs(run):
    for m in run.data.metrics:
        if m.key:
            yield m

print([(m.key, m.value) for m in pairs(run)])
for m in pairs(run):
    print(m.value)
""",
    """\
def good(run):
    return [p for p in run.data.params if p.value]

def names(items):
    return [i.key for i in items]

print(names(good(run)), len(good(run)))
print(names([p for p in run.data.params if p.key]))
""",
    """\
class Printer:
    def show(self, metric):
        print('plain', metric.key, metric.value)

class Loud(Printer):
    def show(self, metric):
        super().show(metric)
        print('loud', metric.key.upper())

loud = Loud()
for m in run.data.metrics:
    Printer().show(m)
    loud.show(m)
""",
    """\
def walk(metric, depth):
    if depth:
        return walk(metric, depth - 1)
    return metric.key + str(metric.value)

print([walk(m, 2) for m in run.data.metrics])
""",
    """\
def outer(m):
    return inner(m) + inner(m)

def inner(m):
    return str(m.value) + m.key

print([outer(t) for t in run.data.tags])
""",
    """\
def show(metric):
    value = metric.value
    key = 'k'
    return key, value, metric.key

for m in sorted(run.data.metrics, key=lambda m: m.key):
    print(show(m))
""",
    """\
def show(metric):
    metric = str(metric.value)
    return metric

for m in run.data.params:
    print(show(m))
""",
    """\
def show(param, label=None):
    return label, param.key

options = {'label': 'x'}
print([show(p, **options) for p in run.data.params])
""",
    """\
def score(metric):
    return metric.key, str(metric.value)

print([m.key for m in sorted(run.data.metrics, key=lambda m: score(m))])
""",
    """\
def name_of(tag):
    return tag.key

print(list(map(lambda t: name_of(t), run.data.tags)), [t.key for t in sorted(run.data.tags, key=lambda t: name_of(tag=t))])
""",
    """\
def same(a, b):
    return a.key == b.key and a.value == b.value

print([same(a, b) + same(b=a, a=b) for a in run.data.params for b in run.data.params])
""",
    """\
def first(run):
    return run.data.params[0]

try:
    print(first(run).key)
except IndexError:
    print('none')
""",
    # the scan in a helper is a lookup in the dict
    """\
def find(items, name):
    return next((m for m in items if m.key == name), None)

def tag(run, name):
    found = find(run.data.tags, name)
    return found.value if found else 'none'

for name in ('acc', 'missing', ''):
    found = find(run.data.metrics, name)
    if found:
        print(found.value)
    print(tag(run, name))
""",
    # the empty list that stands for no container becomes a dict with the scan
    """\
def find(run, name):
    return next((m for m in (run.data.metrics or []) if m.key == name), None)

for name in ('acc', 'missing', ''):
    found = find(run, name)
    print('none' if found is None else found.value)
""",
    # its handler changes with it
    """\
def find(run, name):
    try:
        return [m for m in run.data.metrics if m.key == name][0]
    except IndexError:
        return None

for name in ('acc', 'missing', ''):
    found = find(run, name)
    print('none' if found is None else found.value)
""",
    # a handler around a caller sees another exception: the scan stays
    """\
def find(run, name):
    return next(m for m in run.data.metrics if m.key == name)

for name in ('acc', 'missing', ''):
    try:
        print(find(run, name).value)
    except (StopIteration, RuntimeError):
        print('none')
""",
)

KEPT = (
    """\
class Reader:
    def __init__(self, run):
        self.run = run
    @property
    def best(self):
        return max(self.run.data.params, key=lambda m: m.key)
    @property
    def found(self):
        return [m for m in self.run.data.metrics if m.key]
    def line(self):
        return self.best.key + self.best.value
r = Reader(run)
print(r.best.value, r.line(), [m.value for m in r.found])
""",
    # a property that a pattern reads
    """\
class Box:
    def __init__(self, run):
        self.run = run
    @property
    def best(self):
        return max(self.run.data.params, key=lambda m: m.key)
    def show(self):
        print(self.best.value)
b = Box(run)
b.show()
match b:
    case Box(best=found):
        print(found.key)
""",
    # one that a library may read
    """\
import pprint
class Box:
    def __init__(self, run):
        self.run = run
    @property
    def best(self):
        return max(self.run.data.params, key=lambda m: m.key)
    def show(self):
        print(self.best.value)
b = Box(run)
b.show()
pprint.isreadable(b)
""",
    """\
def show(m):
    print(m.key, m.value)
def each(ms):
    for m in ms:
        show(m)
each(run.data.metrics)
try:
    each(None)
except TypeError:
    print('none')
""",
    # an element that may be None
    """\
def each(run, names):
    for name in names:
        yield next((m for m in run.data.metrics if m.key == name), None)

for found in each(run, ['acc', 'missing']):
    print(found.value)
""",
    """\
def show(metric, **options):
    return metric.key, metric.value, sorted(options)

print([show(m, value=3, key=2) for m in run.data.params])
""",
    """\
class Plain:
    def show(self, tag):
        return tag.key, tag.value

class Keyed(Plain):
    def show(self, tag):
        key = 'own'
        return key, tag.key, tag.value

print([Keyed().show(tag=t) for t in run.data.tags], [Plain().show(tag=t) for t in run.data.tags])
""",
    """\
from types import SimpleNamespace

def show(metric):
    return metric.key, metric.value

class Fake:
    def __init__(self, metrics):
        self.data = SimpleNamespace(metrics=metrics)

def lines(run):
    return [show(m) for m in run.data.metrics]

print(lines(run), lines(Fake([SimpleNamespace(key='a', value=0.0)])))
""",
    """\
def show(param):
    return param.key, param.value

params = run.data.params
if isinstance(params, dict):
    print([(k, v) for k, v in params.items()])
else:
    print([show(p) for p in params])
print([show(t) for t in run.data.tags])
""",
    """\
def both(run):
    for p in run.data.params:
        yield p
    yield 'end'

print([p if isinstance(p, str) else p.key for p in both(run)])
""",
    """\
def each(run):
    for p in run.data.params:
        sent = yield p
        print(sent)

print([p.key for p in each(run)])
""",
    """\
def show(param, seen=[]):
    seen.append(param)
    return param.key, len(seen)

print([show(p) for p in run.data.params])
""",
    """\
class Best:
    def __init__(self, metric):
        self.metric = metric

print([Best(m).metric.value for m in run.data.metrics])
""",
    """\
class Base:
    def show(self, metric):
        return metric.key

class Other:
    def show(self, metric):
        return 'other'

def render(thing, metric):
    return thing.show(metric)

print([render(thing, m) for thing in (Base(), Other()) for m in run.data.metrics])
""",
    """\
def show(metric):
    return metric.key

print([show(m) for m in run.data.metrics], [show(m) for m in client.get_metric_history('a', 'acc')])
""",
    """\
def show(metric):
    return metric.key, metric.value

print([show(m) for m in run.data.metrics], list(map(show, [])))
""",
    """\
def show(*metrics):
    return [m.key for m in metrics]

print([show(m, m) for m in run.data.metrics])
""",
    """\
def show(metric):
    if metric:
        return metric.key, metric.value

for m in run.data.metrics:
    print(show(m))
""",
    """\
def show(param):
    return sorted(vars())[:1], param.key, param.value

for m in run.data.params:
    print(show(m))
""",
    """\
def show(param):
    return param.key, param.value

for m in run.data.params:
    print(show(m), globals()['show'] is not None)
""",
    """\
def first(run):
    if run.data.params:
        return run.data.params[0]
    return 'none'

found = first(run)
print(found if isinstance(found, str) else found.key)
""",
    """\
def last(run):
    found = None
    for p in run.data.params:
        found = p
    return found

keep = last
print(last(run).key if last(run) else '')
""",
    """\
import functools

@functools.lru_cache(None)
def show(param):
    return param.key

print([show(p) for p in run.data.params])
""",
    """\
class Reader:
    def __init__(self, run):
        self.run = run
    @property
    def best(self):
        return max(self.run.data.params, key=lambda m: m.key)
    @best.setter
    def best(self, other):
        pass
r = Reader(run)
print(r.best.value)
r.best = 3
""",
    """\
class Reader:
    def __init__(self, run):
        self.run = run
    @property
    def best(self):
        return [m for m in self.run.data.metrics if m.key][0]
class Other:
    best = client.get_metric_history('a', 'acc')[0]
for r in (Reader(run), Other()):
    print(r.best.value)
""",
)

NOOP = (
    """\
class Table(dict):
    def show(self, metric):
        return metric.key
""",
    """\
def show(name):
    return name.lower()

print([show(k) for k in ['A']])
""",
    """\
def show(metric):
    return metric.key

print([show(m) for m in client.get_metric_history('a', 'acc')])
""",
)

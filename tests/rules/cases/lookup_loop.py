"""RD104: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD104"

SAME = (
    """\
D = {'zzz': 3}
def param(r, name):
    for p in r.data.params:
        if p.key == name:
            return p.value
    return D[name]
print(param(run, 'acc'))
print(param(run, 'zzz'))
""",
    """\
def param(r, name, other):
    for p in r.data.params:
        if p.key == name:
            return p.value
    return other.default
print(param(run, 'acc', None) if run.data.params else 0)
""",
    """\
def param(r, name, other):
    for p in r.data.params:
        if p.key == name:
            return p.value
    return 'no %s here: %d' % other
print(param(run, 'acc', ('a', 'b')) if run.data.params else 0)
""",
    """\
v = 9
for m in run.data.metrics:
    if m.key == 'acc':
        v = m.value

        # a comment

        print('x')
        break
print(v)
""",
    """\
v = 9
for m in run.data.metrics:
    if (m.key ==
            'acc'):
        v = (m.value,
             1)
        break
print(v)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        if m.value:
            print('true')
        else:
            print('false')
""",
    """\
def f(d):
    for m in run.data.metrics:
        if m.key == 'acc':
            d[0] = m.value
            d[1] = m.key
    return d
print(f({}))
""",
    """\
for r in client.search_runs([0]):
    for m in r.data.metrics:
        if m.key == 'acc':
            print(m.value)
            break
    for m in r.data.params:
        if m.key == 'acc':
            continue
        print(m.value)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        pass
print('x')
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        ...
        break
else:
    print('e')
""",
    """\
for m in run.data.params:
    if m.key == 'acc':
        print(m.value.upper() + m.key)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        print(-m.value ** 2, m.key[0])
""",
    """\
for m in run.data.metrics:
	if m.key == 'acc':
		v = m.value
		break
else:
	v = 0
print(v)
""",
    """\
if 1:
    for m in run.data.metrics:
          if m.key == 'acc':
             v = m.value
             if v:
                  print('t')
             break
    print('x')
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc': v = m.value; print(v)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        try:
            print(1 / m.value)
        except ZeroDivisionError:
            print('zero')
        finally:
            print('fin')
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        x: float = m.value
        print(x)
""",
    """\
for m in run.data.metrics:
    if m.key == 'a' + 'cc':
        print(m.key * 2)
""",
    """\
def f():
    for m in run.data.metrics:
        if m.key == 'acc':
            return m.value
    return cfg.other
print(f())
""",
    """\
def f(d):
    for m in run.data.metrics:
        if m.key == 'acc':
            return m.value
    return d.pop()
l = [1, 2]
print(f(l), l)
""",
    """\
def f():
    try:
        for m in run.data.metrics:
            if m.key == 'acc':
                return m.value
        return None
    finally:
        print('fin')
print(f())
""",
    """\
def f():
    for m in run.data.metrics:
        if m.key == 'acc':
            yield m.value
print([*f()])
""",
    """\
def f(metrics, name):
    for m in metrics:
        if m.key == name:
            return m.value
    raise KeyError(name)
try:
    print(f(run.data.metrics, 'acc'))
except KeyError as e:
    print('no', e)
""",
)

KEPT = (
    """\
class Best:
    key = 'acc'
best = Best() if run.data.metrics else None
for m in run.data.metrics:
    if m.key == best.key:
        print(m.value)
""",
    """\
def f(r):
    if r.data.metrics:
        name = 'acc'
    for m in r.data.metrics:
        if m.key == name:
            return m.value
    return None
print(f(run))
""",
    """\
for m in run.data.metrics:
    # look
    if m.key == 'acc':  # here
        v = m.value  # take
        break  # leave
else:
    v = 9
print(v)
""",
    '''\
v = 9
for m in run.data.metrics:
    if m.key == 'acc':
        v = """a
        b""" + str(m.value)
        break
print(v)
''',
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        print(m.value)
    else:
        print('other')
""",
    """\
for m in run.data.metrics:
    if 'acc' != m.key: continue
    print(m.value)
""",
    """\
for m in run.data.metrics:
    if m.key != 'acc':
        continue
    v = m.value
    break
else:
    v = None
print(v)
""",
    """\
n = 0
for m in run.data.metrics:
    n += 1
    if m.key == 'acc':
        break
print(n)
""",
    """\
k = 'acc'
for m in run.data.metrics:
    if m.key == k:
        k = 'loss'
        print(m.value)
""",
    """\
class K:
    n = 0
    @property
    def name(self):
        self.n += 1
        return ['acc', 'loss'][self.n % 2]
k = K()
for m in run.data.metrics:
    if m.key == k.name:
        print(m.value)
print(k.n)
""",
    """\
class A:
    @property
    def run(self):
        return client.get_run('a')
    def f(self):
        for m in self.run.data.metrics:
            if m.key == 'acc':
                print(m.value)
    def g(self):
        if self.run.data.metrics:
            print(max(self.run.data.metrics, key=lambda m: m.value).key)
    def h(self):
        return any(m.key == 'acc' and m.value > 0 for m in self.run.data.metrics)
A().f(); A().g(); print(A().h())
""",
    """\
def g():
    global run
    run = client.get_run('b')
for m in run.data.metrics:
    if m.key == 'acc':
        g()
        print(m.value)
""",
    """\
k = 'acc'
def g():
    global k
    k = 'loss'
for m in run.data.metrics:
    if m.key == k:
        g()
        print(m.key, m.value)
""",
    """\
class S:
    def __init__(self): self.run = run
    def g(self): self.run = client.get_run('b')
    def f(self):
        for m in self.run.data.metrics:
            if m.key == 'acc':
                self.g()
                print(m.value)
S().f()
""",
    """\
def f():
    x = yield [m.value for m in run.data.metrics if m.key == 'acc']
    for m in run.data.metrics:
        if m.key == 'acc':
            y = yield m.value
            print('got', y, m.value)
g = f()
print(next(g))
try:
    print(g.send(1)); print(g.send(2))
except StopIteration: print('end')
""",
    """\
def f():
    for m in run.data.metrics:
        if m.key == 'acc':
            break
    else:
        return 'no'
    return m.value
print(f())
""",
    """\
def f():
    for m in run.data.metrics:
        if m.key == 'acc':
            v = m.value
            if v:
                break
            print('zero')
            break
print(f())
""",
    """\
for r in client.search_runs([0]):
    for m in r.data.metrics:
        if m.key == 'acc':
            if m.value: continue
            break
    print(r.info.run_id)
""",
    """\
for i in 'ab':
    for m in client.get_run(i).data.metrics:
        if m.key == 'acc':
            print(m.value)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        print(f"{m.key} {m.value!r}")
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        f = lambda: m.value
        print(f())
""",
    """\
for m in run.data.metrics:
    if m.key == (cfg.name or 'x'):
        print(m.key.upper(), m.value)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        with mlflow.start_run() as run:
            print(m.value)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        del run
        print(m.value)
run = 1
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        for run in client.search_runs([0]):
            print(run.info.run_id, m.value)
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        for m in [1, 2]:
            print(m)
        break
print(m if 'm' in dir() else None) if False else None
""",
    """\
for m in run.data.metrics:
    if m.key == 'acc':
        print('found')
        continue
    print(m.value)
""",
)

NOOP = (
    """\
for k in run.data.metrics:
    if k == 'acc':
        print(run.data.metrics[k])
""",
    """\
for k, v in run.data.metrics.items():
    if k == 'acc':
        print(v)
        break
""",
    """\
for m in other:
    if m.key == 'acc':
        print(m.value)
        break
""",
    """\
for h in client.get_metric_history('a', 'acc'):
    if h.key == 'acc':
        print(h.value)
        break
""",
    """\
for r in client.search_runs([0]):
    if r.info.run_id == 'a':
        print(r)
        break
""",
    """\
def f(r, k):
    if k in r.data.tags:
        return r.data.tags[k]
    return None
""",
    """\
def f(items, k):
    for i in items:
        if i.key == k:
            return i.value
    return None
""",
    """\
for k in run.data.metrics:
    if k.startswith('acc'):
        print(k)
        break
else:
    print('none')
""",
)

"""RD102: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD102"

SAME = (
    """\
print(next((m.value for m in run.data.metrics if m.key == 'acc'), pick('d')))
""",
    """\
print([m for m in run.data.metrics if m.key == 'acc'][0].value if [m for m in run.data.metrics if m.key == 'acc'] else pick('d'))
""",
    """\
print(-next((m.value for m in run.data.metrics if m.key == 'acc'), 0) ** 2)
""",
    """\
print(f"{next((m.value for m in run.data.params if m.key == 'acc'), 'x')!r:>{10}}")
""",
    """\
x = y = next((m.value for m in run.data.metrics if m.key == 'acc'), None)
print(x, y)
""",
    """\
x: float = next((m.value for m in run.data.metrics if m.key == 'acc'), 0.0)
print(x)
""",
    """\
x = 0
x += next((m.value for m in run.data.metrics if m.key == 'loss'), 0)
print(x == x and x)
""",
    """\
def f(r, /, k, *, d=None):
    return next((t.value for t in r.data.tags if t.key == k), d)
print(f(run, 'acc'), f(run, 'x', d=2))
""",
    """\
rs = client.search_runs([0])
rs.sort(key=lambda r: next((m.value for m in r.data.metrics if m.key == 'acc'), 0))
print([r.info.run_id for r in rs])
""",
    """\
f = lambda r, k='acc': next((m.value for m in r.data.metrics if m.key == k), None)
print(f(run), f(run, 'zzz'))
""",
    """\
v = ([m.value for m in run.data.metrics if m.key == 'acc'] or [None])[0]
print(v)
""",
    """\
print(([m.value for m in run.data.metrics if m.key == 'acc'] or [pick('d')])[0])
""",
    """\
D = {}
print(([m.value for m in run.data.metrics if m.key == 'acc'] or [D['acc']])[0])
""",
    """\
D = {'zzz': 3}
for k in ('acc', 'zzz'):
    print([m.value for m in run.data.metrics if m.key == k][0] if [m.value for m in run.data.metrics if m.key == k] else D[k])
""",
    """\
import math
print(([m.value for m in run.data.metrics if m.key == 'acc'] or [math.inf])[0], ([m.value for m in run.data.metrics if m.key == 'b'] or [math.nothing])[0] if run.data.metrics else 0)
""",
    """\
class Board:
    def __init__(self, name):
        self.name = name
    def best(self, r):
        return next((m.value for m in r.data.metrics if m.key == self.name), None)
print(Board('acc').best(run), Board('zzz').best(run))
""",
    """\
prefix = str(1)
print(next((m.value for m in run.data.metrics if m.key == prefix + 'acc'), None))
print(next((m.value for m in run.data.metrics if m.key == f'{prefix}acc'), None))
""",
)

KEPT = (
    """\
class Best:
    key = 'acc'
best = Best() if run.data.metrics else None
print(next((m.value for m in run.data.metrics if m.key == best.key), None))
""",
    """\
D = {'name': 'acc'} if run.data.metrics else {}
print(next((m.value for m in run.data.metrics if m.key == D['name']), None))
""",
    """\
number = '%d' if run.data.metrics else 3
print(next((m.value for m in run.data.metrics if m.key == number + 'acc'), None))
""",
    """\
number = 3 if run.data.metrics else 'x'
print(next((m.value for m in run.data.metrics if m.key == f'{number:d}'), None))
""",
    """\
class Board:
    @property
    def name(self):
        print('asked')
        return 'acc'
board = Board()
print(next((m.value for m in run.data.metrics if m.key == board.name), None))
""",
    """\
class Board:
    def __init__(self, r):
        if r.data.metrics:
            self.name = 'acc'
    def best(self, r):
        return next((m.value for m in r.data.metrics if m.key == self.name), None)
print(Board(run).best(run))
""",
    """\
if run.data.metrics:
    name = 'acc'
print(next((m.value for m in run.data.metrics if m.key == name), None))
""",
    """\
D = {}
print(([m.value for m in client.get_run('a').data.metrics if m.key == 'acc'] or [D.get('x')])[0])
""",
    """\
v = ([m.value for m in run.data.metrics if m.key == 'acc'] + [0])[0]
print(v)
""",
    """\
v = [m.value for m in run.data.metrics if m.key == 'acc'][:1] or [9]
print(v)
""",
    """\
v, = [m.value for m in run.data.metrics if m.key == 'acc'] or [9]
print(v)
""",
    """\
print(next((1 for m in run.data.metrics if m.key == 'acc'), 0))
""",
    """\
print(next((True for m in run.data.metrics if m.key == 'acc'), False))
""",
    """\
print(next((m.key == 'acc' for m in run.data.metrics), False))
""",
    """\
def next(*a):
    return 'mine'
x = next((m for m in run.data.metrics if m.key == 'acc'), None)
print(x)
""",
    """\
m = next((m for m in run.data.metrics if m.key == 'acc'), Pair('d', 5))
print(m.value)
""",
    """\
v = getattr(next((m for m in run.data.metrics if m.key == 'acc'), None), 'value', 7)
print(v)
""",
    """\
x = next(
    (m.value  # v
     for m in run.data.metrics
     if m.key == 'acc'),
    None)
print(x)
""",
    """\
print(next((m.value for m in run.data.metrics if m.key == 'acc' and m.value > 0), None))
""",
    """\
print(next((m.value + 1 for m in run.data.metrics if m.key == 'acc'), None))
""",
    """\
m = ([m for m in run.data.metrics if m.key == 'acc'] or [None])[0]
print(m.value if m else 'none')
""",
    """\
print([m.value for m in client.get_run('b').data.metrics if m.key == 'acc'][0] if [m.value for m in client.get_run('b').data.metrics if m.key == 'acc'] else 'd')
""",
)

NOOP = (
    """\
x = next((m.value for m in other if m.key == 'acc'), None)
""",
    """\
x = run.data.metrics.get('acc', 0)
""",
    """\
x = next((v for k, v in run.data.metrics.items() if k.startswith('a')), None)
""",
    """\
x = next((k for k in run.data.tags if k == 'acc'), 'none')
""",
    """\
x = next(iter(run.data.params), None)
""",
    """\
x = next((r for r in client.search_runs([0]) if 'acc' in r.data.metrics), None)
""",
    """\
x = ([k for k in run.data.params if k == 'a'] or ['d'])[0]
""",
    """\
x = next((h.value for h in client.get_metric_history('a', 'acc') if h.key == 'acc'), None)
""",
)

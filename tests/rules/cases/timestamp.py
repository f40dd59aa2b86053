"""RD401: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD401"

SAME = ()

UNSAFE = (
    """\
for m in run.data.metrics:
    print(m.key, m.value, m.timestamp)
""",
    """\
print([m for m in run.data.metrics if m.key == 'acc'][0].timestamp)
""",
    """\
key = 'loss'
print(next((m.timestamp for m in run.data.metrics if m.key == key), None), key)
""",
    """\
def when(run_id, key):
    for m in client.get_run(run_id).data.metrics:
        if m.key == key:
            return m.timestamp
    return None
print(when('a', 'acc'), when('b', 'loss'))
""",
    """\
m = next((m for m in run.data.metrics if m.key == 'acc'), None)
print(m.timestamp if m else 'never', m is None)
""",
    """\
try:
    print([m for m in run.data.metrics if m.key == 'acc'][0].timestamp)
except IndexError:
    print('none')
""",
    """\
def first(run_id):
    return client.get_run(run_id).data.metrics[0].timestamp
try:
    print(first('a'))
except IndexError:
    print('none')
""",
    """\
for r in client.search_runs(['0']):
    print(sorted((m.timestamp, m.key) for m in r.data.metrics))
""",
    """\
kept = []
for i, m in enumerate(run.data.metrics):
    if i and m.timestamp > 1000:
        kept.append(m)
print([(m.key, m.value) for m in kept])
""",
    """\
r = None
try:
    r = client.get_run('a')
except KeyError:
    pass
print([m.timestamp for m in r.data.metrics])
""",
    """\
with mlflow.start_run() as active:
    print(max([m.timestamp for m in active.data.metrics] or [0]))
""",
    """\
metrics = run.data.metrics
print(len(metrics), [(m.key, m.timestamp) for m in metrics if m.key == 'acc'])
""",
    """\
print([(key, [m.timestamp for m in run.data.metrics if m.key == key]) for key in ('acc', 'gone')])
""",
    """\
for m in run.data.metrics or []:
    print(m.timestamp)
""",
    """\
print(f"{[m.timestamp for m in run.data.metrics]}", [m.timestamp for m in run.data.metrics][-1:])
""",
)

KEPT = (
    """\
def by_key(run, key):
    return [m.timestamp for m in run.data.metrics if m.key == key][0]
for name in ('acc', 'gone'):
    try:
        print(by_key(run, name))
    except LookupError as error:
        print(type(error).__name__)
""",
    """\
class Report:
    def __init__(self, client):
        self.client = client
        self.run = self.client.get_run('b')
    def times(self):
        return {m.key: m.timestamp for m in self.run.data.metrics}
print(Report(MlflowClient()).times())
""",
    """\
def show(which, one):
    print([m.timestamp for m in one.data.metrics])
show(client, client.get_run('b'))
""",
    """\
for p in run.data.params:
    print(p.timestamp)
""",
    """\
for m in run.data.metrics:
    print(dict(m))
""",
    """\
def f(run):
    print([m.timestamp for m in run.data.metrics])
""",
    """\
client = MlflowClient()
print([m.timestamp for m in run.data.metrics])
""",
    """\
def f(client):
    client = client or MlflowClient()
    r = client.get_run('a')
    client = None
    return [m.timestamp for m in r.data.metrics]
print(f(client))
""",
    """\
client.log_metric('a', 'acc', 2.0)
print([m.timestamp for m in run.data.metrics])
""",
    """\
for step in range(3):
    print([m.timestamp for m in run.data.metrics])
    client.log_metric('a', 'acc', step)
""",
    """\
def max(*values, **options):
    return 0
print([m.timestamp for m in run.data.metrics])
""",
    """\
class A:
    times = [m.timestamp for m in run.data.metrics]
""",
    """\
def pick():
    return MlflowClient()
r = pick().get_run('a')
print([m.timestamp for m in r.data.metrics])
""",
    """\
runs = client.search_runs(['0'])
runs.extend(MlflowClient('other').search_runs(['0']))
for r in runs:
    print([m.timestamp for m in r.data.metrics])
""",
    """\
print([m.timestamp for r in [c.get_run('a') for c in (client, MlflowClient('x'))] for m in r.data.metrics])
""",
    """\
def reset():
    global client
    client = MlflowClient('x')
def f():
    return [m.timestamp for m in run.data.metrics]
""",
    """\
r = run if input() else MlflowClient('x').get_run('a')
print([m.timestamp for m in r.data.metrics])
""",
    """\
for client in (MlflowClient('x'), MlflowClient('y')):
    pass
print([m.timestamp for m in run.data.metrics])
""",
    """\
class Report:
    def __init__(self, client):
        self.client = client
        self.run = self.client.get_run('b')
    def move(self, client):
        self.client = client
    def times(self):
        return [m.timestamp for m in self.run.data.metrics]
""",
    """\
def show(mine, one):
    mine = MlflowClient('x')
    print([m.timestamp for m in one.data.metrics])
def go():
    c = MlflowClient()
    show(c, c.get_run('b'))
""",
    """\
def shadow(client):
    return [m.timestamp for m in run.data.metrics]
""",
)

NOOP = (
    """\
for m in client.get_metric_history('a', 'acc'):
    print(m.key, m.timestamp)
""",
    """\
print([client.get_metric_history('a', key) for key in run.data.metrics])
""",
    """\
print([max(client.get_metric_history(run.info.run_id, key), key=lambda m: m.timestamp).value for key in run.data.metrics])
""",
    """\
class Event:
    timestamp = 1
print([e.timestamp for e in [Event()]])
""",
)

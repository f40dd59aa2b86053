"""RD406: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD406"

SAME = (
    """\
from unittest import mock
from mlflow.entities import Metric
fake = mock.MagicMock()
fake.data.metrics = [Metric('a', 0.0, 1), Metric('b', float('nan'), 2)]
print([m.key for m in fake.data.metrics], len(fake.data.metrics), bool(fake.data.metrics))
""",
    """\
from types import SimpleNamespace
from mlflow.entities import Metric, Param, RunTag
def show(run):
    for p in run.data.params:
        print(p.key, p.value)
    print({t.key: t.value for t in run.data.tags}, [m.value for m in run.data.metrics])
data = SimpleNamespace(metrics=[], params=[Param(value='', key='p')], tags=[RunTag('t', 'v'), RunTag('', '')])
show(SimpleNamespace(info=None, data=data))
show(run)
""",
    """\
from collections import namedtuple
from mlflow.entities import Metric
Data = namedtuple('Data', ['metrics', 'params', 'tags'])
Fake = namedtuple('Fake', 'info data')
def best(run):
    return max(run.data.metrics, key=lambda m: m.value).key
print(best(Fake(None, Data([Metric('a', 1.0, 0), Metric('b', 2.0, 0)], [], []))))
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
def double(metrics, params=()):
    made = Mock()
    made.data.metrics = metrics
    made.data.tags = []
    return made
def names(run):
    return sorted(m.key for m in run.data.metrics), [t.key for t in run.data.tags]
print(names(double([Metric('b', 1.0, 0), Metric(key='a', timestamp=3, value=2.0)])), names(double([])))
""",
    """\
from unittest.mock import Mock
from collections import namedtuple
KV = namedtuple('KV', 'key value')
fake = Mock(**{'data.metrics': [KV('a', 1.5)], 'data.params': [Mock(key='p', value='')]})
print([(m.key, m.value) for m in fake.data.metrics], {p.key: p.value for p in fake.data.params})
""",
    """\
from unittest.mock import MagicMock
from mlflow.entities import Metric
fakes = []
for number, key in enumerate(['a', 'b']):
    fake = MagicMock()
    fake.configure_mock(**{'data.metrics': [Metric(key, float(number), 0)]})
    fakes.append(fake)
for one in fakes:
    for m in one.data.metrics:
        print(m.key, m.value)
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
class Case:
    def setUp(self):
        self.run = Mock()
        self.run.data = Mock(metrics=[
            Metric('a', 1.0, 0),  # first
            # then
            Metric('b', 2.0, 0),
        ])
    def test(self):
        print([m.key for m in self.run.data.metrics])
case = Case()
case.setUp()
case.test()
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
scores = {'a': 1.0, 'b': -0.0}
fake = Mock()
fake.data.metrics = [Metric(name, score, 0) for name, score in scores.items()]
metrics = fake.data.metrics
print([m.key for m in metrics if m.value], [m for m in metrics if m.key == 'b'][0].value)
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric(m.key, m.value, 0) for m in run.data.metrics]
print([(m.key, m.value) for m in fake.data.metrics])
""",
)

KEPT = (
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, 0), Metric('a', 2.0, 1)]
print([m.value for m in fake.data.metrics])
""",
    """\
import time
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, int(time.time()))]
print([m.value for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, 5)]
print([m.value for m in fake.data.metrics], [m.timestamp for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, 5)]
fake.data.metrics.append(Metric('b', 2.0, 6))
print([m.value for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
made = [Metric('a', 1.0, 5)]
fake = Mock()
fake.data.metrics = made
print([m.value for m in fake.data.metrics], made[0].timestamp)
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, 5), *[Metric('b', 1.0, 5)]]
print([m.value for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = (Metric('a', 1.0, 5),)
print([m.value for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
def keys(run):
    return [m.key for m in run.data.metrics]
one, two = Mock(), Mock()
first = Mock()
first.data.metrics = [Metric('a', 1.0, 5)]
second = Mock()
second.data.metrics = [Metric('b', 1.0, 5)] * 1
print(keys(first), keys(second))
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
a = b = 'k'
fake = Mock()
fake.data.metrics = [Metric(a, 1.0, 5), Metric(b, 2.0, 5)]
print([m.value for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric(name, 1.0, 5) for name in ('a', 'b', 'a')]
print([m.value for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, 5)]
def listed(*runs):
    return [m.key for r in runs for m in r.data.metrics]
print(sorted(vars(fake.data)['metrics'][0].__dict__), listed(fake))
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', 1.0, 5)]
fake.data.metrics = fake.data.metrics + [Metric('b', 2.0, 5)]
print([m.key for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
fake = Mock()
fake.data.metrics = [Metric('a', print('value') or 1.0, print('time'))]
print([m.key for m in fake.data.metrics])
""",
)

NOOP = (
    """\
from types import SimpleNamespace
fake = SimpleNamespace(data=SimpleNamespace(metrics=[SimpleNamespace(key='a', value=1.0)]))
print([m.key for m in fake.data.metrics])
""",
    """\
from unittest.mock import Mock
fake = Mock()
fake.data.metrics = {'a': 1.0}
fake.data.params = {}
print(fake.data.metrics['a'], list(fake.data.params))
""",
    """\
from unittest.mock import Mock
from mlflow.entities import Metric
batch = Mock()
batch.metrics = [Metric('a', 1.0, 0)]
print([m.key for m in batch.metrics])
""",
    """\
from mlflow.entities import Metric, Run, RunData
made = Run(run.info, RunData(metrics=[Metric('a', 1.0, 0)], params=[], tags=[]))
print(len(made.data.metrics))
""",
    """\
from types import SimpleNamespace
fake = SimpleNamespace(data=SimpleNamespace(metrics={'a': 1.0}, params={}, tags={}))
for key, value in fake.data.metrics.items():
    print(key, value)
""",
    """\
from unittest.mock import Mock
fake = Mock()
fake.data.metrics = [1, 2]
fake.data.params = []
print(fake)if 0 else None
""",
)

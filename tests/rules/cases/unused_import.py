"""RD502: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD502"

SAME = (
    """\
from operator import attrgetter, itemgetter
ks = sorted(run.data.metrics, key=attrgetter('key'))
print([m.key for m in ks], sorted([(2, 1), (1, 2)], key=itemgetter(1)))
""",
    """\
from operator import (
    attrgetter,
    itemgetter,
    mul,
)
ks = sorted(run.data.metrics, key=attrgetter('key'))
print([m.key for m in ks], sorted([(2, 1), (1, 2)], key=itemgetter(1)), mul(2, 3))
""",
    """\
from operator import itemgetter, mul, attrgetter as get
ks = sorted(run.data.metrics, key=get('key'))
print([m.key for m in ks], sorted([(2, 1), (1, 2)], key=itemgetter(1)), mul(2, 3))
""",
    """\
# why
from operator import attrgetter

# what
print(list(map(attrgetter('key'), run.data.params)))
""",
    """\
import operator
print(max(run.data.params, key=operator.attrgetter('key')).key if run.data.params else '')
""",
)

KEPT = (
    """\
from operator import attrgetter
print(list(map(attrgetter('key'), run.data.params)))
print(attrgetter('real')(1))
""",
    """\
from operator import attrgetter
__all__ = ['attrgetter']
print(list(map(attrgetter('key'), run.data.params)))
""",
    """\
from operator import attrgetter  # for the order
print(list(map(attrgetter('key'), run.data.params)))
""",
    """\
try:
    from operator import attrgetter
except ImportError:
    attrgetter = None
print(list(map(attrgetter('key'), run.data.params)))
""",
    """\
def keys():
    from operator import attrgetter
    return list(map(attrgetter('key'), run.data.params))
print(keys())
""",
    """\
from operator import attrgetter; print('imported')
print(list(map(attrgetter('key'), run.data.params)))
""",
    """\
from operator import attrgetter
print(list(map(attrgetter('key'), run.data.params)))
print(sorted(name for name in globals() if name == 'attrgetter'))
""",
    """\
from operator import attrgetter, mul
print(list(map(attrgetter('key'), run.data.params)))
print(mul(2, 3), eval('attrgetter')('real')(1))
""",
)

NOOP = (
    """\
from operator import attrgetter
print(sorted(client.get_metric_history('a', 'acc'), key=attrgetter('value')))
""",
    """\
from operator import attrgetter
from mlflow.entities import Metric, Param
print(Param('a', 'b').key)
""",
    """\
from operator import attrgetter
""",
    """\
from operator import attrgetter
print(run.data.metrics.get('acc'))
""",
    """\
import operator
print(sorted(run.data.params))
""",
)

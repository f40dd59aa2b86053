"""RD206: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD206"

_HEAD = "from mlflow.entities import Metric, Param, RunTag\n"

SAME = (
    _HEAD + "print(run.data.tags == [RunTag('team', 'red')], run.data.tags != [RunTag('team', '')])\n",
    _HEAD + "print([RunTag(value='red', key='team'), RunTag('a', 'b')] == run.data.tags)\n",
    _HEAD + "print(run.data.metrics == [], [] != run.data.params)\n",
    "print(run.data.metrics == list(), list() != run.data.params)\n",
    _HEAD
    + """\
import unittest
def holds(check, *sides):
    try:
        check(*sides)
    except AssertionError:
        return False
    return True
class Case(unittest.TestCase):
    def runTest(self):
        self.assertEqual(run.data.tags, [RunTag('team', 'red')])
        self.assertListEqual([RunTag('a', 'b'), RunTag('c', 'd')], run.data.tags, 'a message')
    def also(self):
        self.assertCountEqual(run.data.tags, [RunTag('b', ''), RunTag('a', 'x')])
for name in ('runTest', 'also'):
    result = unittest.TestResult()
    Case(name).run(result)
    print(len(result.failures), len(result.errors))
""",
)

KEPT = (
    _HEAD + "print(run.data.tags == [RunTag('a', 'b'), RunTag('a', 'c')])\n",
    _HEAD + "a = b = 'k'\nprint(run.data.tags == [RunTag(a, '1'), RunTag(b, '2')])\n",
    _HEAD + "print(run.data.tags == [*[RunTag('a', '1')]])\n",
    _HEAD + "print(run.data.params == [Param('a', '1')])\n",
    _HEAD + "print(run.data.metrics == [Metric('a', 1.0, 0)])\n",
    _HEAD + "print(run.data.tags == [RunTag('a', '1'), load()]) if 0 else None\n",
    _HEAD + "list = 1\nprint(run.data.tags == [RunTag('a', '1'), RunTag('b', '2')])\n",
    _HEAD + "print((run.data.tags or []) == []) if 0 else None\nprint(run.data.tags + [])\n",
)

NOOP = (
    "def list():\n    return {}\nprint(run.data.tags == list())\n",
    "print(run.data.tags == {'a': 'b'}, run.data.metrics == {})\n",
    _HEAD + "print([RunTag('a', 'b')] == [RunTag('a', 'b')])\n",
    "print(len(run.data.tags) == 1)\n",
    "print(run.data.tags is None, run.data.tags == run.data.params)\n",
)

"""RD106: programs that tempt it; see checks.py for what each table asserts."""

from __future__ import annotations

import pytest
from checks import check_kept, check_noop, check_same

RULE = "RD106"

SAME = (
)

KEPT = (
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


@pytest.mark.parametrize("body", SAME)
def test_it_does_the_same(body: str) -> None:
    check_same(RULE, body)


@pytest.mark.parametrize("body", KEPT)
def test_the_rule_keeps_its_hands_off(body: str) -> None:
    check_kept(RULE, body)


@pytest.mark.parametrize("body", NOOP)
def test_nothing_is_changed_or_said(body: str) -> None:
    check_noop(body)

"""RD305: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD305"

SAME = (
    """\
print(list(filter(lambda m: m.value, run.data.metrics))[0].value if list(filter(lambda m: m.value, run.data.metrics)) else 0)
""",
    """\
print(dict(map(lambda m: (m.key, m.value), filter(lambda m: m.key.startswith('a'), run.data.metrics))))
""",
    """\
print(list(map(lambda m: m.key + str(m.value), run.data.metrics)))
""",
    """\
print([x for x in filter(lambda m: m.key > 'b', run.data.params)] == [] or 1) if 0 else None
print(len(list(filter(lambda m: m.key > 'b', run.data.params))))
""",
    """\
from functools import reduce
print(reduce(lambda a, m: a + [m.value], run.data.metrics, []))
""",
    """\
from functools import reduce
print(reduce(lambda a, m: a + [m.value], run.data.metrics, []))
""",
    """\
print(list(map(lambda a, b: (a.key, b.key), run.data.metrics, run.data.params)))
""",
    """\
print(list(map(lambda a, b: (a.key, b.key), run.data.metrics, run.data.params)))
""",
    """\
ks = filter(lambda m: m.key != 'acc', run.data.params)
print([k.key for k in ks], [k.value for k in ks])
""",
)

KEPT = (
    """\
def f(m):
    return m.key
print([f(m) for m in run.data.metrics], [*map(f, run.data.metrics)])
""",
    """\
def f(m):
    return m.key
print(sorted(map(f, run.data.metrics)), max(run.data.metrics, key=f, default=None) is None)
""",
    """\
def f(m):
    return m.key
print(list(map(f, run.data.metrics)), [m.key for m in run.data.metrics])
""",
    """\
print(list(map(lambda m, n=1: m.key, run.data.metrics)), [m.key for m in run.data.metrics])
""",
    """\
print(list(map(lambda *m: m[0].key, run.data.metrics)), [m.key for m in run.data.metrics])
""",
    """\
print(list(map(lambda m: (m, m.key), run.data.metrics)) == [])
""",
)

NOOP = (
    """\
xs = list(map(str.upper, run.data.metrics))
""",
    """\
xs = list(map(lambda k: k.upper(), run.data.metrics))
""",
    """\
xs = list(filter(lambda k: k.startswith('a'), run.data.metrics))
""",
    """\
xs = list(map(lambda m: m.key, other))
""",
    """\
xs = list(map(run.data.metrics.get, run.data.metrics))
""",
    """\
xs = list(map(lambda kv: kv[1], run.data.metrics.items()))
""",
    """\
xs = list(map(lambda r: r.data.metrics, client.search_runs([0])))
""",
    """\
xs = list(filter(None, run.data.tags.values()))
""",
    """\
xs = list(map(lambda h: h.value, client.get_metric_history('a', 'b')))
""",
)

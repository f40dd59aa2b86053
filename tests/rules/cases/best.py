"""RD205: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD205"

SAME = (
    """\
print(max(run.data.metrics, key=lambda m: m.value).key if run.data.metrics else None)
""",
    """\
if run.data.metrics:
    print(min(run.data.metrics, key=lambda m: m.value).value)
""",
    """\
if run.data.params:
    print(max(run.data.params, key=lambda p: p.value).key)
""",
    """\
for r in client.search_runs([0]):
    if r.data.metrics:
        print(min(r.data.metrics, key=lambda x: x.value).key)
""",
)

KEPT = (
    """\
best = max(run.data.metrics, key=lambda m: m.value, default=None)
print(best.value if best else None)
""",
    """\
best = max(run.data.metrics, key=lambda m: m.value, default=None)
if not best:
    print('empty')
else:
    print(best.key)
""",
    """\
print(min(run.data.metrics, key=lambda m: abs(m.value - 0.5)).value if run.data.metrics else 0)
""",
    """\
print(max((m for m in run.data.metrics if m.value == m.value), key=lambda m: m.value, default=Pair('x', 0)).value)
""",
    """\
print(max(run.data.metrics, key=lambda m: m.value, default=None))
""",
    """\
def f(m):
    return m.key
print(sorted(map(f, run.data.metrics)), max(run.data.metrics, key=f, default=None) is None)
""",
    """\
if run.data.metrics:
    print(max(client.get_run('b').data.metrics, key=lambda m: m.value).key)
""",
    """\
if run.data.params:
    print(max(run.data.params, key=lambda m: m.key).value)
""",
    """\
if run.data.metrics:
    print(max(run.data.metrics, key=lambda m: (m.value, m.key)).key)
""",
    """\
if run.data.metrics:
    print(max(run.data.metrics, key=lambda m: m.value  # best
    ).key)
""",
)

NOOP = (
    """\
k = max(run.data.metrics, key=run.data.metrics.get)
""",
    """\
k = max(run.data.metrics, key=len)
""",
    """\
k = max(run.data.metrics.values())
""",
    """\
k = max(h, key=lambda m: m.value).key
""",
    """\
k = max(run.data.metrics.items(), key=lambda kv: kv[1])[0]
""",
    """\
k = max(client.get_metric_history('a', 'b'), key=lambda m: m.value).step
""",
    """\
k = max(client.search_runs([0]), key=lambda r: r.data.metrics['acc']).info
""",
    """\
k = min(run.data.tags, key=str.lower)
""",
)

"""RD304: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD304"

SAME = (
    """\
ms = run.data.metrics[:]
ms.pop()
print([m.value for m in ms])
""",
    """\
a, *rest = run.data.params
print(a.key, [r.value for r in rest])
""",
    """\
print([a.key for a in run.data.metrics[1:]], [a.value for a in run.data.metrics[-2:]])
""",
    """\
n = 2
print([a.key for a in run.data.metrics[:n]])
""",
    """\
for i in range(len(run.data.metrics)):
    print(i, run.data.metrics[i].key, run.data.metrics[i].value)
""",
    """\
i = 0
while i < len(run.data.metrics):
    print(run.data.metrics[i].key)
    i += 1
""",
    """\
for i in range(len(run.data.metrics)):
    m = run.data.metrics[i]
    print(m.key, m.value)
""",
    """\
for i in range(len(run.data.metrics) - 1, -1, -1):
    if run.data.metrics[i].key == 'acc':
        print(i)
""",
    """\
it = iter(run.data.metrics)
first = next(it, None)
print(first.value if first else None)
for m in it:
    print(m.key)
""",
    """\
it = iter(run.data.metrics)
while True:
    try:
        m = next(it)
    except StopIteration:
        break
    print(m.key, m.value)
""",
    """\
it = iter(run.data.metrics)
while (m := next(it, None)):
    print(m.key, m.value)
""",
    """\
it = iter(run.data.metrics)
while (m := next(it, None)) is not None:
    print(m.value)
""",
)

KEPT = (
    """\
c = list(run.data.metrics)
c[0] = None
print(c[1].value)
""",
    """\
c = run.data.metrics
c2 = list(c)
del c2[0]
print([m.value for m in c2])
""",
    """\
m = run.data.metrics[0] if run.data.metrics else None
print(m.value if m else 'none')
""",
    """\
m = run.data.metrics and run.data.metrics[0]
print(m.value if m else 'none')
""",
    """\
m = (run.data.metrics or [None])[0]
print(m.value if m else 'none')
""",
    """\
def f(i):
    return run.data.metrics[i].value
print(f(0) if 0 else 0)
""",
    """\
ms = [m for m in run.data.metrics]
ms[0].value
ms.insert(0, 1)
""",
)

NOOP = (
    """\
v = run.data.metrics['acc']
""",
    """\
v = run.data.metrics[name]
""",
    """\
k = list(run.data.metrics)[0]
""",
    """\
k = next(iter(run.data.metrics))
""",
    """\
v = client.search_runs([0])[0].data.metrics
""",
    """\
v = client.get_metric_history('a', 'b')[0].value
""",
    """\
v = xs[0].value
""",
    """\
v = list(run.data.metrics.items())[:2]
""",
)

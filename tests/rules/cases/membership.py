"""RD103: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD103"

SAME = (
    """\
print(any(m.value > 0 and m.key == 'acc' for m in run.data.metrics))
""",
    """\
print(any(m.value > 'a' and m.key == 'acc' for m in run.data.params))
""",
    """\
print(not any(m.key == 'acc' for m in run.data.metrics) and 1)
""",
    """\
print(any([m.key == 'acc' for m in run.data.metrics]) == True)
""",
    """\
print('acc' in (m.key for m in run.data.metrics), 'acc' not in [m.key for m in run.data.metrics])
""",
    """\
print(not[m.value for m in run.data.metrics if m.key == 'acc'])
""",
    """\
print(1 if[m for m in run.data.metrics if m.key == 'acc']else 2)
""",
    """\
print("a"if any(m.key=="acc"for m in run.data.metrics)else"b")
""",
    """\
rs = [r for r in client.search_runs([0]) if any(t.key == 'acc' and t.value == '' for t in r.data.tags)]
print([r.info.run_id for r in rs])
""",
    """\
print([m for m in run.data.metrics if m.key == 'acc'] != [], [m for m in run.data.metrics if m.key == 'acc'] == [])
""",
    """\
print(bool([m for m in run.data.metrics if m.key == 'acc'] and [p for p in run.data.params if p.key == 'acc']))
""",
    """\
if [m for m in run.data.metrics if m.key == 'acc'] or [p for p in run.data.params if p.key == 'acc']:
    print('either')
""",
)

KEPT = (
    """\
best = Pair('acc', 1) if run.data.metrics else None
print(any(m.key == best.key for m in run.data.metrics))
""",
    """\
D = {'name': 'acc'} if run.data.metrics else {}
print(bool([m for m in run.data.metrics if m.key == D['name']]))
""",
    """\
print(any(m.key == 'acc' and pick('x') for m in run.data.metrics))
""",
    """\
print(any(pick('x') and m.key == 'acc' for m in run.data.metrics))
""",
    """\
print(any(m.key == 'acc' and int(m.value) for m in run.data.tags) if not run.data.tags else 1)
""",
    """\
print(all(m.key != 'acc' for m in run.data.metrics))
""",
    """\
any = all
print(any(m.key == 'acc' for m in run.data.metrics))
""",
    """\
import builtins
print(builtins.any(m.key == 'acc' for m in run.data.metrics))
""",
    """\
it = (m.key for m in run.data.metrics)
print('acc' in it, 'loss' in it)
""",
    """\
print([m.key == 'acc' for m in run.data.metrics].count(True))
""",
    """\
print(len([m for m in run.data.metrics if m.key == 'acc']) - 1)
""",
    """\
print('acc' in [m.key for m in run.data.metrics] + ['acc'])
""",
    """\
print([m for m in run.data.metrics if m.key == 'acc'] and 1 or 2)
""",
    """\
print(next((m.key for m in run.data.metrics if m.key == 'acc'), None))
""",
    """\
print(len([m for m in run.data.metrics if m.key == 'acc']) == len([m for m in run.data.params if m.key == 'acc']))
""",
)

NOOP = (
    """\
x = any(k == 'acc' for k in run.data.metrics)
""",
    """\
x = 'acc' in [k for k in run.data.metrics]
""",
    """\
x = any(m.key == 'acc' for m in other)
""",
    """\
x = 'acc' in {k.lower() for k in run.data.tags}
""",
    """\
x = len([k for k in run.data.tags if k == 'acc']) > 0
""",
    """\
x = bool([k for k in run.data.tags if k == 'acc'])
""",
    """\
x = any(v > 1 for v in run.data.metrics.values())
""",
    """\
x = 'acc' in [h.key for h in client.get_metric_history('a', 'acc')]
""",
    """\
x = not any('acc' in r.data.metrics for r in client.search_runs([0]))
""",
    """\
x = 'acc' in dict(run.data.metrics)
""",
)

"""RD204: programs that tempt it; see ../test_cases.py for what each table asserts."""

RULE = "RD204"

SAME = (
    """\
print(run.data.metrics['acc'].value) if 0 else None
""",
    """\
print(f"{run.data.params['a/b'].value}") if 0 else None
""",
    """\
k = 'x'
print(run.data.params[f'{k}'].value) if 0 else None
""",
)

KEPT = (
    """\
import random
print(run.data.metrics[random.choice([0])].value) if 0 else None
""",
    """\
print(run.data.metrics[0].value) if 0 else None
""",
    """\
def f(r):
    return r.data.metrics['acc'].value
""",
    """\
print(run.data.metrics['acc'].timestamp if 0 else run.data.metrics[0].value if 0 else None)
""",
)

NOOP = (
    """\
x = run.data.metrics['acc']
""",
    """\
x = other['acc'].value
""",
    """\
x = run.data.params['lr'].strip()
""",
    """\
x = run.data.metrics.get('acc')
""",
    """\
x = run.info['acc'].value
""",
    """\
x = {'acc': run}['acc'].info
""",
    """\
x = client.get_metric_history('a', 'b')[0].value
""",
    """\
x = run.data.tags['value']
""",
)

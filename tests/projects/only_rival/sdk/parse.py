from .values import values


def parse(run):
    data = run.data
    metrics = {}
    for m in data.metrics:
        metrics.setdefault(m.key, []).append(m.value)
    return metrics, values(run.data.params), [t.key for t in data.tags]

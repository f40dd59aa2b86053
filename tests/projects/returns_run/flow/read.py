from flow.deep.inner import metric, param


def accuracy(run):
    return metric(run, "acc")


def note(run):
    return param(run.data, "note")


def read_all(runs):
    for run in runs:
        yield sorted((m.key, m.value) for m in run.data.metrics if m.value == m.value)

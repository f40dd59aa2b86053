def metric(run, name):
    return [m.value for m in run.data.metrics if m.key == name][0]


def param(data, name):
    for p in data.params:
        if p.key == name:
            return p.value
    return None

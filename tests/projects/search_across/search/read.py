def metric(run, name, default=-1.0):
    return next((m.value for m in run.data.metrics if m.key == name), default)


def team(run):
    return [t.value for t in run.data.tags if t.key == "team"][0]

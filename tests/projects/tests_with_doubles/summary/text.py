def summary(run):
    return ", ".join("%s=%s" % (m.key, m.value) for m in run.data.metrics)


def params_of(run):
    return {p.key: p.value for p in run.data.params}

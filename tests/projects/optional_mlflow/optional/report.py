def report(run):
    unset = [p.key for p in run.data.params if p.value == ""]
    return unset, {m.key: m.value for m in run.data.metrics}

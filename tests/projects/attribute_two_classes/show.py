def show(source):
    return ["%s=%s" % (m.key, m.value) for m in source.metrics]  # left

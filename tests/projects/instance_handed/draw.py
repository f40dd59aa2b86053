def draw(source):
    return ["%s=%s" % (m.key, m.value) for m in source.metrics]


def draw_all(sources):
    return [[m.key for m in source.metrics] for source in sources]

def show(metric):
    return "%s -> %r" % (metric.key, metric.value)


def is_set(param):
    return param.value != ""

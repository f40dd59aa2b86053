def join(sep, *metrics):
    return sep.join("%s=%s" % (m.key, m.value) for m in metrics)


def show(metric, width=3):
    return metric.key.ljust(width) + str(metric.value)

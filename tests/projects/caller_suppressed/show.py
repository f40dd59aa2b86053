def show(metric):
    return "%s=%s" % (metric.key, metric.value)

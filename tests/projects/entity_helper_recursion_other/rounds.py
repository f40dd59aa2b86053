from records import metric as make


def halve(metric, times):
    if times == 0:
        return "%s:%s@%s" % (metric.key, metric.value, 0)
    return halve(make(metric.key, metric.value / 2), times - 1)

def repeat(metric, times):
    line = "%s:%s" % (metric.key, metric.value)
    if times == 0:
        return line
    return line + " " + repeat(metric, times - 1)

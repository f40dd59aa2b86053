def line(metric, since=None):
    if since is None:
        return "%s=%s" % (metric.key, metric.value)
    return "%s=%s after %d" % (metric.key, metric.value, metric.timestamp - since)

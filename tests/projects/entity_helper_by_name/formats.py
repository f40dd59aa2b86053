def show_text(metric):
    return "%s=%s" % (metric.key, metric.value)


def show_short(metric):
    return metric.key[:1] + str(metric.value)[:1]

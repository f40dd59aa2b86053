def show(metric, width=8, *, sign="="):
    """One line for one metric.

    metric: what to show
    """
    name = metric.key.ljust(width)
    return name + sign + str(metric.value)


def scaled(factor, metric, key="scaled", value=1.0):
    return "%s %s %s" % (key, metric.key, metric.value * factor * value)

from records import metric as make


def clip(metric):
    while metric.value > 1:
        metric = make(metric.key + "'", metric.value / 10)
        if metric.value == metric.value * 2:
            break
    return metric.key, metric.value

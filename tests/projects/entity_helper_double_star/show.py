def show(metric, width=1):
    return metric.key.ljust(width) + str(metric.value)

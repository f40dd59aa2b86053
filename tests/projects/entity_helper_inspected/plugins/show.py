def show(metric, style):
    return style + metric.key + str(metric.value)

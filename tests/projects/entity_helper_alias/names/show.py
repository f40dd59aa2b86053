def show(metric):
    return metric.key + ":" + str(metric.value)


display = show

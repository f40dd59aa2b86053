def both(one, two):
    return [m for m in one.data.metrics] + [m for m in two.data.metrics]

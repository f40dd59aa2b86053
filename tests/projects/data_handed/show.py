def names(data):
    return [m.key for m in data.metrics]


def last(data):
    return {p.key: p.value for p in data.params}

def keys(items):
    return sorted(i.key for i in items)


def values(items):
    return [i.value for i in items]

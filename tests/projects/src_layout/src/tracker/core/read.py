def find(items, key, default=None):
    return next((item.value for item in items if item.key == key), default)


def names(items):
    return sorted(item.key for item in items)

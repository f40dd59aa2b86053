def get(name, items, default=None):
    for i in items:
        if i.key == name:
            return i.value
    return default


def join(items, sep):
    return sep.join(i.key + "=" + i.value for i in items)

def values(items):
    return [i.value for i in items]

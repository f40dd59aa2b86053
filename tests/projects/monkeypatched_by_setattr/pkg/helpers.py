def names(items):
    return [i.key for i in items]

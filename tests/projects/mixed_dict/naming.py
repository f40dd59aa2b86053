def names(items):
    return [i.key.upper() for i in items]

def names(items):
    return sorted(i.key for i in items)

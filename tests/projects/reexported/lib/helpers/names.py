def names(container, prefix=""):
    return [prefix + e.key for e in container]

def names(items, sep=","):
    return sep.join(i.key for i in items)

def names(items):
    return ["first " + i.key for i in items]

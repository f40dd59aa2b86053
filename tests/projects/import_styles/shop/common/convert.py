def pairs(items):
    return [(i.key, i.value) for i in items]

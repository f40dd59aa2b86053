def lines(items):
    return ["%s: %s" % (i.key, i.value) for i in items]

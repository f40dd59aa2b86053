def line(entity):
    return "%s = %r" % (entity.key, entity.value)

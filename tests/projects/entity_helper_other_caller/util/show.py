def show(entity):
    return "%s=%r" % (entity.key, entity.value)

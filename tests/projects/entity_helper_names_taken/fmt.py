value = "module's"


def row(entity, key):
    return "%s/%s/%s/%s" % (key, entity.key, entity.value, value)

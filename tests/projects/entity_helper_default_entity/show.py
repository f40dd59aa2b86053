from records import metric

NOTHING = metric("nothing", 0.0)


def show(entity=NOTHING):
    return "%s=%s" % (entity.key, entity.value)

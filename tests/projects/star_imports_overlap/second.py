__all__ = ["names"]


def names(items):
    return ["second %s=%r" % (i.key, i.value) for i in items]

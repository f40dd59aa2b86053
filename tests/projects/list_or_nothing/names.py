def names(items):
    return sorted([i.key for i in items])


def count_true(items=None):
    return len([i for i in items or [] if i.value])

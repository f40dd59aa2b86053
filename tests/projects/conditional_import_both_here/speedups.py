import no_such_extension


def to_dict(items):
    return no_such_extension.collect((i.key, i.value) for i in items)

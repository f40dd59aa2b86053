def to_dict(items):
    """Keys and values."""
    return {i.key: i.value for i in items}


def count_set(params):
    n = 0
    for p in params:
        if p.value != "":
            n += 1
    return n

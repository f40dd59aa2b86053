def as_dict(items):
    return {i.key: i.value for i in items}


def longest(items):
    return max(len(i.key) for i in items)

def to_dict(items):
    return {i.key: i.value for i in items}


def to_list(items):
    return [i.value for i in items]

def to_dict(items):
    return {i.key: i.value for i in items}

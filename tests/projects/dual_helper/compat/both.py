def as_dict(items):
    if isinstance(items, dict):
        return dict(items)
    return {i.key: i.value for i in items}

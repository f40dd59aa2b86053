def get(name, items):
    for item in items:
        if item.key == name:
            return item.value
    return None

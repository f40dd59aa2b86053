def best(items):
    return max(items, key=lambda i: i.value)

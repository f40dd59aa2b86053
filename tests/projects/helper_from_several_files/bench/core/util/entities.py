"""What everybody needs."""


def as_dict(entities, skip=()):
    result = {}
    for e in entities:
        if e.key in skip:
            continue
        result[e.key] = e.value
    return result


def has(entities, key):
    return any(e.key == key for e in entities)

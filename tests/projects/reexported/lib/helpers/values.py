def values_of(container):
    found = []
    for entity in container:
        found.append(entity.value)
    return found


def unused(container):
    return None

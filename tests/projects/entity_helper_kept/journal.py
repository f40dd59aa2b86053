ENTRIES = []


def add(entity):
    if entity.value == 0.0:
        return
    ENTRIES.append(entity)

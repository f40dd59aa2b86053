import journal


def summary():
    return sorted((e.key, e.value) for e in journal.ENTRIES)

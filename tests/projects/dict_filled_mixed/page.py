def table(found):
    return found["title"], [(row.key, row.value) for row in found["metrics"]]  # left


def entries(groups):
    return [row.key for group in groups for row in group]  # left

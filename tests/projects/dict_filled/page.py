def table(found):
    return found["title"], [(m.key, m.value) for m in found["metrics"]]


def names(row):
    return row["title"], [p.key for p in row["params"]]

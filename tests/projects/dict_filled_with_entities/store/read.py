def value(index, key):
    return index[key].value if key in index else None


def lines(index):
    return sorted("%s=%s" % (m.key, m.value) for m in index.values())

def lines(parts):
    found = []
    for name, entries in parts:
        found.append((name, ["%s=%s" % (e.key, e.value) for e in entries]))  # left
    return found

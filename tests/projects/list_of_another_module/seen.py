SEEN = []
PARAMS = {}


def lines():
    return sorted("%s=%s" % (m.key, m.value) for m in SEEN)


def value(key):
    found = PARAMS.get(key)
    return found.value if found else None

SEEN = []


def lines():
    return sorted("%s=%s" % (m.key, m.value) for m in SEEN)

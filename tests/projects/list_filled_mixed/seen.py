SEEN = []


def lines():
    return ["%s=%s" % (m.key, m.value) for m in SEEN]

import state


def lines():
    return ["%s:%s" % (m.key, m.value) for m in state.METRICS]  # left

from kept import state


def params_of(keeper):
    return {p.key: p.value for p in keeper.info.params}


def metrics_of_state():
    return {m.key: m.value for m in state.current.metrics}


def keys_of(found):
    return [t.key for t in found.tags]

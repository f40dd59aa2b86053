import state


def show():
    print([p.key for p in state.best.data.params])  # left

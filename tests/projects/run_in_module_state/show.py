import state


def show_best():
    for p in state.best.data.params:
        print(p.key, p.value)


def show_current():
    print({p.key: p.value for p in state.current.data.params})


def show_seen():
    for run in state.seen:
        print([t.key for t in run.data.tags])

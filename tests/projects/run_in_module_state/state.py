best = None
current = None
seen = set()


def set_current(run):
    global current
    current = run

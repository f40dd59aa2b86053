current = None


def put(run):
    global current
    current = run.data

from search.read import metric


def ordered(runs):
    return sorted(runs, key=lambda run: metric(run, "acc"), reverse=True)


def best(runs):
    return max(runs, key=lambda run: metric(run, "loss"), default=None)

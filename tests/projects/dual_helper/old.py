from compat.both import as_dict


def lines(run):
    names = [t.key for t in run.data.tags]
    return names, as_dict(run.data.tags)

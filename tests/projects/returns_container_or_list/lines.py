from pick import pick


def lines(run_id, name):
    return ["%s=%s" % (m.key, m.value) for m in pick(run_id, name)]  # left

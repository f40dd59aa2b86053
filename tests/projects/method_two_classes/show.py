def show(source, run_id):
    return ["%s=%s" % (m.key, m.value) for m in source.fetch(run_id)]  # left

def show(row):
    print(["%s=%s" % (m.key, m.value) for m in row.metrics])

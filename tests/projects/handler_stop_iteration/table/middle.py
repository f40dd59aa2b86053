from table.lookup import first


def text(run_id, name):
    return "%.2f" % first(run_id, name)

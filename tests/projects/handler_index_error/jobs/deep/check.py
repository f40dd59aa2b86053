import lookup


def check(run_id):
    try:
        value = lookup.param(run_id, "note")
    except IndexError:
        return "no note"
    else:
        return "note %r" % value

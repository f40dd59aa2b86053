from records import metric

import formats


def show(kind, key, value):
    return getattr(formats, "show_" + kind)(metric(key, value))

from collections import namedtuple

import first

Row = namedtuple("Row", ["key"])


def first_names():
    return first.names([Row("x"), Row("")])

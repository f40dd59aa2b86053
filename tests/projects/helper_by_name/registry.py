from collections import namedtuple

import converters

Row = namedtuple("Row", "key value")


def convert(kind, pairs):
    return getattr(converters, "to_" + kind)([Row(*pair) for pair in pairs])

from collections import namedtuple

Row = namedtuple("Row", "key value")


def to_dict(items):
    return {i.key: i.value for i in items}

from collections import namedtuple

Row = namedtuple("Row", "key value")


def sample():
    return {"title": "sample", "rows": [Row("lr", ""), Row("lr", "0")]}

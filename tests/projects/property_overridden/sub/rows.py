from collections import namedtuple

from base import Source

Row = namedtuple("Row", "key value")


class RowSource(Source):
    @property
    def items(self):
        return [Row("a", 0.0), Row("", None)]

from collections import namedtuple

Row = namedtuple("Row", "key value")
ROWS = [Row("a", 0.0), Row("a", "")]

from collections import namedtuple

from report import Report

Row = namedtuple("Row", "key value")


class Sample(Report):
    def __init__(self):
        self.rows = [Row("f1", 0.0), Row("f1", float("nan"))]

from collections import namedtuple

Pair = namedtuple("Pair", "key value")


class Data:
    def __init__(self, metrics, params, tags):
        self.metrics, self.params, self.tags = metrics, params, tags


class Run:
    def __init__(self, data):
        self.data = data

class Entry:
    def __init__(self, key, value):
        self.key = key
        self.value = value


class Data:
    def __init__(self):
        self.metrics = []
        self.tags = []


class Run:
    def __init__(self):
        self.data = Data()

    def log(self, key, value):
        for metric in self.data.metrics:
            if metric.key == key:
                metric.value = value
                return
        self.data.metrics.append(Entry(key, value))

    def report(self):
        return {m.key: m.value for m in self.data.metrics}

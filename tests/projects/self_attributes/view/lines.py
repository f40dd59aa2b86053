class Lines:
    def __init__(self, reader):
        self.reader = reader
        self._tags = reader.run.data.tags

    def lines(self):
        out = []
        for m in self.reader.metrics:
            out.append("%s=%s" % (m.key, m.value))
        return out + [t.key for t in self._tags]


def count(reader):
    return reader.size, len([m for m in reader.metrics if m.value])

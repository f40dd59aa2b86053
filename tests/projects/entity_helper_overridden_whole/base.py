class Writer:
    def line(self, metric):
        return "%s %s" % (metric.key, metric.value)

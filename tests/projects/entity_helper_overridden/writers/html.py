from writers.base import Writer


class HtmlWriter(Writer):
    def line(self, metric):
        return "<b>%s</b>%s" % (metric.key, metric.value)

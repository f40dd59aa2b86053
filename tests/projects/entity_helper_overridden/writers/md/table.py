from ..base import Writer


class TableWriter(Writer):
    def line(self, metric):
        return "|" + super().line(metric) + "|"

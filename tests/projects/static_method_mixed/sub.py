from records import RUN_ID, file_store

from base import Table


class HistoryTable(Table):
    def history(self, key):
        return self.rows(file_store().get_metric_history(RUN_ID, key))

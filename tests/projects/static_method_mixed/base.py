class Table:
    @staticmethod
    def rows(items):
        return [(i.key, i.value) for i in items]

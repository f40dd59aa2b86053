class Report:
    def show(self):
        for row in self.rows:  # left
            print(row.key, row.value)

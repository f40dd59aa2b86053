class Report:
    def lines(self):
        yield "metrics: " + ", ".join(m.key + "=" + str(m.value) for m in self.fetch())  # left
        yield "params: " + ", ".join(p.key + "=" + p.value for p in self.items)  # left

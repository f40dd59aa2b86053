class Cache:
    def __init__(self):
        self.entries = []

    def get(self, key, default=None):
        return next((e.value for e in self.entries if e.key == key), default)

    def put(self, entry):
        self.entries = [e for e in self.entries if e.key != entry.key] + [entry]

class Keeper:
    def __init__(self, run):
        self.info = run.data

"""Another service's client, which looks like MLflow's."""


class Row:
    def __init__(self, key, value):
        self.key = key
        self.value = value


class RivalData:
    def __init__(self):
        self.metrics = [Row("acc", 0.0), Row("acc", 1.0), Row("", float("nan"))]


class RivalRun:
    def __init__(self):
        self.data = RivalData()


class RivalClient:
    def get_run(self, run_id):
        return RivalRun()

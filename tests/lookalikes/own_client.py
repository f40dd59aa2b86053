class FakeClient:
    def __init__(self, runs):
        self._runs = runs

    def get_run(self, run_id):
        return self._runs[run_id]


def value(run_id, key):
    client = FakeClient({})
    return [m for m in client.get_run(run_id).data.metrics if m.key == key][0].value

from databricks.sdk import WorkspaceClient


class ExperimentBrowser:
    def __init__(self, host=None):
        self._w = WorkspaceClient(host=host)

    def params(self, run_id):
        run = self._w.experiments.get_run(run_id).run
        return dict((p.key, p.value) for p in run.data.params)

    def has_tag(self, run_id, key):
        return any(t.key == key for t in self._w.experiments.get_run(run_id).run.data.tags)

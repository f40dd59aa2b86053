from databricks.sdk import WorkspaceClient

w = WorkspaceClient()
runs = list(w.experiments.search_runs(experiment_ids=["1"]))
table = [{"id": r.info.run_id, **{m.key: m.value for m in r.data.metrics}} for r in runs]
names = sorted({m.key for r in runs for m in r.data.metrics})

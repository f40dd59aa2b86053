from mlflow.tracking import MlflowClient

client = MlflowClient()
runs = client.search_runs(["0"], "metrics.acc > 0.5")
children = [r for r in runs if r.data.tags.get("mlflow.parentRunId") == "abc"]
best = max(runs, key=lambda r: r.data.metrics["acc"])
names = sorted({k for r in runs for k in r.data.params})
table = {r.info.run_id: r.data.metrics["acc"] for r in runs if "acc" in r.data.metrics}
losses = [r.data.metrics[m] for r in runs for m in r.data.metrics if m.endswith("_loss")]

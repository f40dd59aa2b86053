import mlflow

run = mlflow.active_run()
validated = any(m.startswith("val_") for m in run.data.metrics)
mean = sum(run.data.metrics[m] for m in run.data.metrics) / len(run.data.metrics)
short = [p for p in run.data.params if len(p) < 3]
upper = {t.upper(): run.data.tags[t] for t in run.data.tags}
joined = ", ".join(run.data.metrics)

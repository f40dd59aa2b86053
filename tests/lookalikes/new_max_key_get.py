import mlflow

run = mlflow.get_run("abc")
best = max(run.data.metrics, key=run.data.metrics.get)
worst = min(run.data.metrics, key=lambda k: run.data.metrics[k])
top = sorted(run.data.metrics.items(), key=lambda item: item[1], reverse=True)[:3]
print(best, worst, top)

"""Names of the old time on the values of the new."""
import mlflow

run = mlflow.get_run("abc")
for metric, value in run.data.metrics.items():
    print(metric.upper(), value)
for param in sorted(run.data.params):
    print(param.ljust(20), run.data.params[param])
for tag in run.data.tags.items():
    print(tag[0], tag[1])

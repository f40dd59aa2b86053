"""The loop variable has the name of the run, of its container, of a module."""
# may leave: a loop variable that hides the run
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

client = MlflowClient()
run = client.get_run(SECOND_RUN_ID)
print([run.key for run in run.data.metrics])
metrics = run.data.metrics
print({metrics.key: metrics.value for metrics in metrics})
print(sorted(data.key for data in run.data.tags))
for run in run.data.params:
    print(run.key, run.value)
print(run.key)

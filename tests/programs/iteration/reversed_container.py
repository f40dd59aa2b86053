"""reversed() over a container, in a loop and in a comprehension."""
# python: 3.8
from mlflow.tracking import MlflowClient
from records import RUN_ID

run = MlflowClient().get_run(RUN_ID)
for m in reversed(run.data.metrics):
    print(m.key, m.value)
print([p.key for p in reversed(run.data.params)])

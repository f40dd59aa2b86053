"""`run`, `r` and `data` are other things in parts of the program."""
import subprocess
import sys
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID


class Job:
    key = "job"
    value = 3


run = subprocess.run([sys.executable, "-c", "print(1)"], stdout=subprocess.PIPE)
print(run.returncode, run.stdout.decode().strip())
data = [Job(), Job()]
print([m.key for m in data], {m.key: m.value for m in data})
metrics = [Job()]
for m in metrics:
    print(m.key, m.value)
run = MlflowClient().get_run(SECOND_RUN_ID)
print([m.key for m in run.data.metrics])
data = run.data
print([m.value for m in data.metrics])

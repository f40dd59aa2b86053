"""for i in range(len(C)): C[i]."""
from mlflow.tracking import MlflowClient
from records import SECOND_RUN_ID

run = MlflowClient().get_run(SECOND_RUN_ID)
for i in range(len(run.data.metrics)):
    print(i, run.data.metrics[i].key, run.data.metrics[i].value)
i = 0
while i < len(run.data.params):
    print(run.data.params[i].key)
    i += 1
